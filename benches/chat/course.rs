//! One measurement: some members speak, all listen, for a while.
//!
//! The one idea: who sends as fast as it can measures the queues between, so each sender has only a
//! window of lines under way. A line is under way until the sender's **observer** has it: a fixed other
//! member, half the room away, so that neither the first nor the last to be served decides alone. This
//! asks nothing of the server but that lines arrive. At a fixed rate nobody waits for anybody.

use std::io;
use std::time::{Duration, Instant, SystemTime};

use crate::crowd::Crowd;
use crate::line::{Said, Style};
use crate::process;
use crate::score::Score;

/// What is to be measured.
#[derive(Debug, Clone, Copy)]
pub(super) struct Course {
    /// The first so many members speak.
    pub(super) n_senders: usize,
    /// Bytes of a line, newline and all.
    pub(super) n_bytes: usize,
    pub(super) pace: Pace,
    /// How long before it counts.
    pub(super) warm_up: Duration,
    /// How long it counts.
    pub(super) length: Duration,
}

/// How fast is spoken.
#[derive(Debug, Clone, Copy)]
pub(super) enum Pace {
    /// So many lines of each sender are under way.
    Window(u32),
    /// So many lines a second, of all senders by turns.
    Rate(u32),
}

/// What was measured.
#[derive(Debug)]
pub(super) struct Outcome {
    /// How long it counted.
    pub(super) elapsed: Duration,
    /// Lines heard meanwhile, each member's counted.
    pub(super) n_deliveries: u64,
    /// Lines said and never heard, each member's counted, from the first line to the last.
    pub(super) n_lost: u64,
    /// Everything that was heard; the latency only of what counted.
    pub(super) score: Score,
    /// Processor time of the server meanwhile, and its memory at the end, where the system tells.
    pub(super) server_cpu: Option<Duration>,
    pub(super) server_memory: Option<u64>,
    /// Processor time of this process meanwhile: near `elapsed`, the measuring itself is the limit.
    pub(super) own_cpu: Option<Duration>,
}

/// How often is told how it goes.
const PROGRESS_EVERY: Duration = Duration::from_millis(500);

/// How long the last lines are waited for.
const LAST_LINES: Duration = Duration::from_secs(3);

impl Course {
    /// Has the members speak and listen; tells deliveries a second now and then.
    ///
    /// # Errors
    /// Those of the connections.
    pub(super) fn run(
        &self,
        crowd: &mut Crowd,
        pid: Option<u32>,
        mut progress: impl FnMut(Duration, f64),
    ) -> io::Result<Outcome> {
        let mut talk = Talk::new(self, crowd.len());
        talk.go_on(crowd, self.warm_up)?;
        talk.score.latency.reset();
        let (began, n_before) = (Instant::now(), talk.score.n_heard);
        let (server_before, own_before) = (pid.and_then(process::cpu_time), process::own_cpu_time());
        while began.elapsed() < self.length {
            let (slice, n_heard) = (Instant::now(), talk.score.n_heard);
            talk.go_on(crowd, PROGRESS_EVERY.min(self.length.saturating_sub(began.elapsed())))?;
            let n_new = talk.score.n_heard - n_heard;
            progress(began.elapsed(), n_new as f64 / slice.elapsed().as_secs_f64());
        }
        let elapsed = began.elapsed();
        let n_deliveries = talk.score.n_heard - n_before;
        let server_cpu = pid.and_then(process::cpu_time).zip(server_before).map(since);
        let own_cpu = process::own_cpu_time().zip(own_before).map(since);
        let latency = talk.score.latency.clone();
        let n_lost = talk.finish(crowd)?;
        let server_memory = pid.and_then(process::memory_bytes);
        let mut score = talk.score;
        score.latency = latency;
        Ok(Outcome { elapsed, n_deliveries, n_lost, score, server_cpu, server_memory, own_cpu })
    }
}

fn since((now, then): (Duration, Duration)) -> Duration {
    now.saturating_sub(then)
}

/// A talk that is going on.
#[derive(Debug)]
struct Talk {
    style: Style,
    pace: Pace,
    senders: Vec<Sender>,
    score: Score,
    began: Instant,
    lines: Vec<u8>,
}

/// One who speaks.
#[derive(Debug)]
struct Sender {
    observer: usize,
    n_said: u32,
    /// Lines that the observer has, or that were given up.
    n_seen: u32,
    seen_at: Instant,
    /// When each of the last lines was said, by its number.
    said_at: Vec<Instant>,
}

impl Talk {
    fn new(course: &Course, n_members: usize) -> Self {
        let began = Instant::now();
        let run = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default().subsec_micros() as u16;
        let sender = |number| Sender {
            observer: (number + n_members / 2) % n_members,
            n_said: 0,
            n_seen: 0,
            seen_at: began,
            said_at: vec![began; MEMORY],
        };
        Talk {
            style: Style::new(course.n_bytes, run),
            pace: course.pace,
            senders: (0..course.n_senders).map(sender).collect(),
            score: Score::new(n_members, course.n_senders),
            began,
            lines: Vec::new(),
        }
    }

    /// Speaks and listens for so long.
    fn go_on(&mut self, crowd: &mut Crowd, length: Duration) -> io::Result<()> {
        let end = Instant::now() + length;
        loop {
            let now = Instant::now();
            let next = match self.pace {
                Pace::Window(window) => self.speak_in_windows(crowd, window, now)?,
                Pace::Rate(rate) => self.speak_at_rate(crowd, rate, now)?,
            };
            if now >= end {
                return Ok(());
            }
            self.listen(crowd, next.min(end - now))?;
        }
    }

    /// Each sender says as many lines as its window allows; returns how long that may be enough.
    fn speak_in_windows(&mut self, crowd: &mut Crowd, window: u32, now: Instant) -> io::Result<Duration> {
        for number in 0..self.senders.len() {
            let sender = &mut self.senders[number];
            if now.saturating_duration_since(sender.seen_at) > GIVE_UP {
                sender.n_seen = sender.n_said;
            }
            let n_free = window.saturating_sub(sender.n_said - sender.n_seen);
            self.speak(crowd, number, n_free, now)?;
        }
        Ok(GIVE_UP)
    }

    /// Says the lines that are due, each by the next sender; returns how long until the next one.
    fn speak_at_rate(&mut self, crowd: &mut Crowd, rate: u32, now: Instant) -> io::Result<Duration> {
        let due_at = |n_said: u64| self.began + Duration::from_secs(n_said) / rate;
        let n_said: u64 = self.senders.iter().map(|sender| u64::from(sender.n_said)).sum();
        if due_at(n_said) > now {
            return Ok(due_at(n_said) - now);
        }
        self.speak(crowd, n_said as usize % self.senders.len(), 1, now)?;
        Ok(Duration::ZERO)
    }

    fn speak(&mut self, crowd: &mut Crowd, number: usize, n_lines: u32, now: Instant) -> io::Result<()> {
        if n_lines == 0 {
            return Ok(());
        }
        let sender = &mut self.senders[number];
        self.lines.clear();
        for _ in 0..n_lines {
            self.style.write(Said { sender: number, number: sender.n_said }, &mut self.lines);
            sender.said_at[sender.n_said as usize % MEMORY] = now;
            sender.n_said += 1;
        }
        crowd.say(number, &self.lines)
    }

    fn listen(&mut self, crowd: &mut Crowd, limit: Duration) -> io::Result<()> {
        let Talk { style, senders, score, .. } = self;
        crowd.turn(limit, |member, line, now| {
            let Some(said) = style.read(line) else { return };
            let Some(sender) = senders.get_mut(said.sender).filter(|_| said.sender != member) else { return };
            score.hear(member, said);
            if member == sender.observer {
                sender.n_seen = sender.n_seen.max(said.number + 1);
                sender.seen_at = now;
            }
            if sender.n_said - said.number <= MEMORY as u32 {
                score.time(now.saturating_duration_since(sender.said_at[said.number as usize % MEMORY]));
            }
        })
    }

    /// Waits for the last lines; returns how many never came.
    fn finish(&mut self, crowd: &mut Crowd) -> io::Result<u64> {
        let n_said: u64 = self.senders.iter().map(|sender| u64::from(sender.n_said)).sum();
        let n_due = n_said * (crowd.len() as u64 - 1);
        let end = Instant::now() + LAST_LINES;
        while self.score.n_heard < n_due && Instant::now() < end {
            self.listen(crowd, Duration::from_millis(50))?;
        }
        Ok(n_due.saturating_sub(self.score.n_heard))
    }
}

/// Lines of a sender whose times are remembered; a line that comes even later is not timed.
const MEMORY: usize = 1 << 14;

/// A window that has not moved for so long is taken for lost: some servers drop lines.
const GIVE_UP: Duration = Duration::from_secs(1);
