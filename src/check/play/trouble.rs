//! What keeps a program from being judged, or ends it beside the conversation.
//!
//! The one idea: these are the judge's own diagnoses. An exercise names the mistakes of a conversation; that a
//! program never became ready is the same in all of them.
//!
//! See it run: `netlab check greeting-server -- false`.

/// The judge's own verdict on a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The command did not become a program.
    NotStarted,
    /// A socket, a terminal or a guard of the judge's own failed, which says nothing of the program.
    NoSocket,
    /// Another program took the port before the subject, or the judge, could.
    PortTaken,
    /// It ended before it was ready.
    DiedAtStart,
    /// It ended in good order, and what it had started went on.
    LeftBehind,
    /// It waits for others, and not where the exercise says.
    ListensElsewhere,
    /// It waits for nobody.
    NeverListened,
}

impl Trouble {
    pub(crate) const ALL: [Trouble; 7] = [
        Trouble::NotStarted,
        Trouble::NoSocket,
        Trouble::PortTaken,
        Trouble::DiedAtStart,
        Trouble::LeftBehind,
        Trouble::ListensElsewhere,
        Trouble::NeverListened,
    ];

    /// Its name, as those of an exercise's diagnoses: in closing lines and in reports for other programs.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Trouble::NotStarted => "not-started",
            Trouble::NoSocket => "no-socket",
            Trouble::PortTaken => "port-taken",
            Trouble::DiedAtStart => "died-at-start",
            Trouble::LeftBehind => "left-processes",
            Trouble::ListensElsewhere => "listens-elsewhere",
            Trouble::NeverListened => "never-listened",
        }
    }

    /// Whether the program could not be judged at all.
    pub(crate) fn is_no_judgement(self) -> bool {
        matches!(self, Trouble::NotStarted | Trouble::NoSocket | Trouble::PortTaken)
    }

    /// Whether it is the verdict, whatever the conversation seems to show: it came before it, or beside it.
    pub(crate) fn is_certain(self) -> bool {
        matches!(self, Trouble::LeftBehind | Trouble::NoSocket | Trouble::PortTaken)
    }
}
