//! Notices that wait for their turn: who came, who left, who has another name.
//!
//! The one idea: when a thousand guests come at once, telling each of each other is a million lines. So
//! notices gather for a moment, and many of them become one.
//!
//! See it run: `netlab chat-server`, and a member that comes or goes.

/// A notice for the members who were in the room when it happened.
#[derive(Debug)]
pub(super) struct Notice {
    /// Whom it is about, and who need not hear it; 0 for nobody.
    pub(super) about: u64,
    /// Who came last before it happened.
    pub(super) newest: u64,
    pub(super) line: String,
}

/// Notices that have not been sent yet, oldest first.
#[derive(Debug, Default)]
pub(super) struct News(Vec<Notice>);

/// More notices than these at one time are sent as a number.
const MAX_NOTICES: usize = 10;

impl News {
    pub(super) fn push(&mut self, notice: Notice) {
        self.0.push(notice);
    }

    /// What is to be sent now, in a room of so many members.
    pub(super) fn take(&mut self, n_members: usize) -> Vec<Notice> {
        let news = std::mem::take(&mut self.0);
        if news.len() <= MAX_NOTICES {
            return news;
        }
        let line = format!("* {} members came or went; {n_members} are here", news.len());
        vec![Notice { about: 0, newest: u64::MAX, line }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rush_is_told_in_one_line() {
        let check = |n_notices: usize, expected: &[&str]| {
            let mut news = News::default();
            for about in 0..n_notices as u64 {
                news.push(Notice { about, newest: about, line: format!("* {about}") });
            }
            let lines: Vec<String> = news.take(5).into_iter().map(|notice| notice.line).collect();
            assert_eq!(lines, expected);
            assert!(news.take(5).is_empty());
        };
        check(0, &[]);
        check(2, &["* 0", "* 1"]);
        check(11, &["* 11 members came or went; 5 are here"]);
    }
}
