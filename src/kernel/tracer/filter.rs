//! Which calls a program is stopped at, as a program for the kernel.
//!
//! The one idea: a filter cannot be changed, but more can be added, and the strictest answer counts. So a program begins
//! with one that picks out the making of sockets. Once it has made one, another is added that picks out what can be
//! done with sockets, and with just the descriptors that are some. A program without sockets is never stopped, and
//! one that reads a thousand files beside its socket is not stopped for these.
//!
//! A call of another architecture is let through, never killed: a filter that only looks must not harm.
//!
//! See it run: `grep Seccomp /proc/PID/status` of an observed program.

use crate::kernel::tracer::calls::{
    DUPLICATES, F_SETFL, FIONBIO, INTERNET, SO_ERROR, SOL_SOCKET, SysCall, UNTRACED,
};

/// One instruction of the kernel's filter machine (`struct sock_filter`, `linux/filter.h`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub(super) struct Instruction {
    code: u16,
    if_true: u8,
    if_false: u8,
    value: u32,
}

impl Instruction {
    /// As it stands in memory.
    pub(super) fn to_bytes(self) -> [u8; 8] {
        let mut bytes = [0; 8];
        bytes[..2].copy_from_slice(&self.code.to_ne_bytes());
        bytes[2..4].copy_from_slice(&[self.if_true, self.if_false]);
        bytes[4..].copy_from_slice(&self.value.to_ne_bytes());
        bytes
    }
}

/// A call that is picked out where its arguments are so.
#[derive(Debug, Clone)]
struct Rule {
    call: SysCall,
    /// All must hold; each looks at the low half of one argument.
    conditions: Vec<(usize, Is)>,
}

#[derive(Debug, Clone)]
enum Is {
    OneOf(Vec<u32>),
    /// From the first to the last.
    Within(u32, u32),
    /// This bit is set.
    Set(u32),
}

/// What every program begins with: the calls by which it can come by a socket, and those that get round a filter.
pub(super) fn birth() -> Vec<Instruction> {
    program(&[
        rule(SysCall::Socket, vec![(0, Is::OneOf(INTERNET.to_vec()))]),
        rule(SysCall::Recvmsg, Vec::new()),
        rule(SysCall::IoUringSetup, Vec::new()),
        rule(SysCall::Ptrace, Vec::new()),
        // A search for leaks starts its helper so, to which each call that is picked out would fail.
        rule(SysCall::Clone, vec![(0, Is::Set(UNTRACED))]),
    ])
}

/// What is added with the first socket: all that only sockets know.
pub(super) fn sockets() -> Vec<Instruction> {
    const ANY: &[SysCall] = &[
        SysCall::Sendto,
        SysCall::Recvfrom,
        SysCall::Sendmsg,
        SysCall::Recvmmsg,
        SysCall::Sendmmsg,
        SysCall::Accept,
        SysCall::Accept4,
        SysCall::Connect,
        SysCall::Bind,
        SysCall::Listen,
        SysCall::Shutdown,
        SysCall::Setsockopt,
        SysCall::Dup,
        SysCall::Dup2,
        SysCall::Dup3,
        SysCall::Splice,
        SysCall::CloseRange,
    ];
    let mut rules: Vec<Rule> = ANY.iter().map(|call| rule(*call, Vec::new())).collect();
    rules.push(rule(
        SysCall::Getsockopt,
        vec![(1, Is::OneOf(vec![SOL_SOCKET])), (2, Is::OneOf(vec![SO_ERROR]))],
    ));
    program(&rules)
}

/// What is added for descriptors from the first to the last: the calls that files know as well.
pub(super) fn descriptors(first: u32, last: u32) -> Vec<Instruction> {
    let on_these = |call| rule(call, vec![(0, Is::Within(first, last))]);
    let mut rules: Vec<Rule> =
        [SysCall::Read, SysCall::Write, SysCall::Close, SysCall::Readv, SysCall::Writev, SysCall::Sendfile]
            .into_iter()
            .map(on_these)
            .collect();
    let commands = [&DUPLICATES[..], &[F_SETFL]].concat();
    rules.push(rule(SysCall::Fcntl, vec![(0, Is::Within(first, last)), (1, Is::OneOf(commands))]));
    rules.push(rule(SysCall::Ioctl, vec![(0, Is::Within(first, last)), (1, Is::OneOf(vec![FIONBIO]))]));
    program(&rules)
}

fn rule(call: SysCall, conditions: Vec<(usize, Is)>) -> Rule {
    Rule { call, conditions }
}

/// The rules as a program. Each call stands in one rule alone: the first that names it decides.
fn program(rules: &[Rule]) -> Vec<Instruction> {
    let mut program =
        vec![load(ARCHITECTURE_AT), jump(JUMP_IF_EQUAL, ARCHITECTURE, 1, 0), answer(ALLOW), load(NUMBER_AT)];
    for rule in rules {
        let body = body(rule);
        program.push(jump(JUMP_IF_EQUAL, rule.call.number(), 0, body.len() as u8));
        program.extend(body);
    }
    program.push(answer(ALLOW));
    program
}

/// What is asked once the number is that of the rule; it always ends with an answer.
fn body(rule: &Rule) -> Vec<Instruction> {
    let mut body = Vec::new();
    for (index, is) in &rule.conditions {
        body.push(load(ARGUMENTS_AT + 8 * *index as u32));
        match is {
            Is::OneOf(values) => {
                for (at, value) in values.iter().enumerate() {
                    // Over the values that are left, and the refusal behind them.
                    body.push(jump(JUMP_IF_EQUAL, *value, (values.len() - at) as u8, 0));
                }
                body.push(answer(ALLOW));
            }
            Is::Set(bit) => body.extend([jump(JUMP_IF_SET, *bit, 1, 0), answer(ALLOW)]),
            Is::Within(first, last) => body.extend([
                jump(JUMP_IF_AT_LEAST, *first, 0, 1),
                jump(JUMP_IF_ABOVE, *last, 0, 1),
                answer(ALLOW),
            ]),
        }
    }
    body.push(answer(TRACE));
    body
}

const fn load(at: u32) -> Instruction {
    Instruction { code: LOAD, if_true: 0, if_false: 0, value: at }
}

const fn jump(code: u16, value: u32, if_true: u8, if_false: u8) -> Instruction {
    Instruction { code, if_true, if_false, value }
}

const fn answer(value: u32) -> Instruction {
    Instruction { code: ANSWER, if_true: 0, if_false: 0, value }
}

/// `AUDIT_ARCH_X86_64` (`linux/audit.h`).
pub(super) const ARCHITECTURE: u32 = 0xc000_003e;

/// What a filter sees (`struct seccomp_data`, `linux/seccomp.h`): number, architecture, instruction pointer, arguments.
const NUMBER_AT: u32 = 0;
const ARCHITECTURE_AT: u32 = 4;
const ARGUMENTS_AT: u32 = 16;

/// Of `linux/bpf_common.h`: a word of the data, four jumps by a constant, the answer.
const LOAD: u16 = 0x20;
const JUMP_IF_EQUAL: u16 = 0x15;
const JUMP_IF_ABOVE: u16 = 0x25;
const JUMP_IF_AT_LEAST: u16 = 0x35;
const JUMP_IF_SET: u16 = 0x45;
const ANSWER: u16 = 0x06;

/// Of `linux/seccomp.h`.
const ALLOW: u32 = 0x7fff_0000;
const TRACE: u32 = 0x7ff0_0000;

#[cfg(test)]
mod tests {
    use super::*;

    /// The kernel's filter machine, as far as it is used here.
    fn run(program: &[Instruction], architecture: u32, number: u32, args: [u64; 6]) -> u32 {
        let data = |at: u32| match at {
            NUMBER_AT => number,
            ARCHITECTURE_AT => architecture,
            at => args[((at - ARGUMENTS_AT) / 8) as usize] as u32,
        };
        let (mut at, mut loaded) = (0, 0);
        loop {
            let Instruction { code, if_true, if_false, value } = program[at];
            let holds = match code {
                LOAD => {
                    loaded = data(value);
                    at += 1;
                    continue;
                }
                ANSWER => return value,
                JUMP_IF_EQUAL => loaded == value,
                JUMP_IF_ABOVE => loaded > value,
                JUMP_IF_AT_LEAST => loaded >= value,
                JUMP_IF_SET => loaded & value != 0,
                other => panic!("{other:#x} is no instruction of ours"),
            };
            at += 1 + usize::from(if holds { if_true } else { if_false });
        }
    }

    fn check(program: &[Instruction], call: SysCall, args: &[u64], is_picked: bool) {
        let mut all = [0; 6];
        all[..args.len()].copy_from_slice(args);
        let picked = run(program, ARCHITECTURE, call.number(), all) == TRACE;
        assert_eq!(picked, is_picked, "{call:?} {args:?}");
    }

    #[test]
    fn a_program_is_born_with_nothing_picked_out_but_the_making_of_sockets() {
        let birth = birth();
        check(&birth, SysCall::Socket, &[2, 1], true);
        check(&birth, SysCall::Socket, &[10, 2], true);
        check(&birth, SysCall::Socket, &[1, 1], false);
        check(&birth, SysCall::Recvmsg, &[7], true);
        check(&birth, SysCall::Clone, &[0x0180_0011], true);
        check(&birth, SysCall::Clone, &[0x0100_0011], false);
        for call in [SysCall::Read, SysCall::Write, SysCall::Close, SysCall::Sendto, SysCall::Fcntl] {
            check(&birth, call, &[3], false);
        }
    }

    #[test]
    fn what_files_know_as_well_is_picked_out_for_the_sockets_descriptors_alone() {
        let these = descriptors(5, 8);
        for call in [SysCall::Read, SysCall::Writev, SysCall::Close, SysCall::Sendfile] {
            for fd in [0, 4, 9, u64::from(u32::MAX)] {
                check(&these, call, &[fd], false);
            }
            for fd in 5..=8 {
                check(&these, call, &[fd], true);
                check(&these, call, &[fd | 7 << 32], true);
            }
        }
        check(&these, SysCall::Fcntl, &[5, 1030], true);
        check(&these, SysCall::Fcntl, &[5, 3], false);
        check(&these, SysCall::Fcntl, &[4, 1030], false);
        check(&these, SysCall::Ioctl, &[8, 0x5421], true);
        check(&these, SysCall::Ioctl, &[8, 0x5401], false);
        check(&these, SysCall::Sendto, &[5], false);
    }

    #[test]
    fn what_only_sockets_know_is_picked_out_always() {
        let sockets = sockets();
        for call in [SysCall::Sendto, SysCall::Accept4, SysCall::Dup2, SysCall::CloseRange] {
            check(&sockets, call, &[77], true);
        }
        check(&sockets, SysCall::Getsockopt, &[3, 1, 4], true);
        check(&sockets, SysCall::Getsockopt, &[3, 1, 3], false);
        check(&sockets, SysCall::Getsockopt, &[3, 6, 4], false);
        check(&sockets, SysCall::Read, &[3], false);
    }

    #[test]
    fn a_call_of_another_architecture_is_let_through() {
        for program in [birth(), sockets(), descriptors(0, 9)] {
            for call in SysCall::ALL {
                assert_eq!(run(&program, 0x4000_0003, call.number(), [2; 6]), ALLOW);
            }
        }
    }
}
