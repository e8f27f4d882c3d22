//! A processor of its own for the measuring.
//!
//! The one idea: two programs that wake each other all the time are now and then put on one processor by the
//! kernel, where each runs half the time and costs more. That says nothing of the server, and happens to any.
//! So the measuring has one processor, and the server has all the others.

/// Where the measuring and what is measured run, until it is dropped.
#[derive(Debug)]
pub(super) struct Apart(Option<split::Split>);

impl Apart {
    /// Whatever is started from now on has all processors but one, where there are several.
    ///
    /// Where the system offers no such choice, nothing changes.
    pub(super) fn begin() -> Self {
        let split = split::Split::of_ours();
        if let Some(split) = &split {
            split.take_others();
        }
        Apart(split)
    }

    /// Everything is started: this program has the one processor from now on.
    pub(super) fn measure(&self) {
        if let Some(split) = &self.0 {
            split.take_one();
        }
    }
}

impl Drop for Apart {
    fn drop(&mut self) {
        if let Some(split) = &self.0 {
            split.take_all();
        }
    }
}

#[cfg(target_os = "linux")]
mod split {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

    /// The processors that this program may use, in two parts (`man 2 sched_setaffinity`).
    #[derive(Debug)]
    pub(super) struct Split {
        all: CpuSet,
        one: CpuSet,
        others: CpuSet,
    }

    impl Split {
        /// `None` where there are not two.
        pub(super) fn of_ours() -> Option<Self> {
            let all = sched_getaffinity(None).ok().filter(|all| all.count() > 1)?;
            let first = (0..CpuSet::MAX_CPU).find(|number| all.is_set(*number))?;
            let (mut one, mut others) = (CpuSet::new(), all);
            one.set(first);
            others.unset(first);
            Some(Split { all, one, others })
        }

        pub(super) fn take_one(&self) {
            take(&self.one);
        }

        pub(super) fn take_others(&self) {
            take(&self.others);
        }

        pub(super) fn take_all(&self) {
            take(&self.all);
        }
    }

    /// What is started by the calling thread inherits it.
    fn take(processors: &CpuSet) {
        // Refused, it is measured as on other systems.
        let _ = sched_setaffinity(None, processors);
    }
}

#[cfg(not(target_os = "linux"))]
mod split {
    /// There is none.
    #[derive(Debug)]
    pub(super) enum Split {}

    impl Split {
        pub(super) const fn of_ours() -> Option<Self> {
            None
        }

        pub(super) const fn take_one(&self) {}
        pub(super) const fn take_others(&self) {}
        pub(super) const fn take_all(&self) {}
    }
}
