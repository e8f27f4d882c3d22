//! What the reader of lessons says by itself, beside the lesson's own text.
//!
//! The one idea: a sentence that a learner reads is one function of what it speaks of, so that it can be said
//! in another language as a whole. What is said of all lessons stands in `list_words.rs`.
//!
//! See it run: `netlab lesson 2`.

use crate::catalogue::Lang;

/// Stands at commands that have not been run.
pub(super) fn invitation(lang: Lang) -> &'static str {
    lang.pick("r runs it here", "按 r 在这里运行")
}

/// Stands in the place of lines that came out when the text was written.
pub(super) fn folded_away(lang: Lang, n_lines: usize) -> String {
    match (lang, n_lines) {
        (Lang::English, 1) => "(e shows the line that we saw here)".to_owned(),
        (Lang::English, n_lines) => format!("(e shows the {n_lines} lines that we saw here)"),
        (Lang::Chinese, n_lines) => format!("（按 e 显示写课文时的 {n_lines} 行输出）"),
    }
}

/// Stands above the last lines of a flood.
pub(super) fn left_out(lang: Lang, n_lines: usize) -> String {
    lang.pick(format!("({n_lines} earlier lines are left out)"), format!("（略去了前面的 {n_lines} 行）"))
}

/// Stands before a line that did not come out.
pub(super) fn missing(lang: Lang, line: &str) -> String {
    lang.pick(format!("we saw: {line}"), format!("课文里有：{line}"))
}

/// How many lines that did not come out are not shown.
pub(super) fn more_missing(lang: Lang, n_lines: usize) -> String {
    lang.pick(
        format!("and {n_lines} more that did not come here; e shows them"),
        format!("还有 {n_lines} 行这里没有；按 e 显示"),
    )
}

/// Below what was run, where some of it is marked.
pub(super) fn marked(lang: Lang) -> &'static str {
    lang.pick(
        "≠ marks what differs from what we saw. Times and ports may differ.",
        "≠ 标出与课文不同的地方。时间和端口可以不同。",
    )
}

/// Below what was run, where its files are.
pub(super) fn files_are_in(lang: Lang, place: &str) -> String {
    lang.pick(format!("The files of this lesson are in {place}"), format!("这一课的文件在 {place}"))
}

/// Below the question, before it is answered.
pub(super) fn ask(lang: Lang, n_answers: usize) -> String {
    lang.pick(
        format!("What do you think? Press a number from 1 to {n_answers}."),
        format!("你认为是哪一个？按数字 1 到 {n_answers}。"),
    )
}

/// Below the question, once it is answered.
pub(super) fn noted(lang: Lang, answer: usize) -> String {
    lang.pick(
        format!("You say {answer}. You will see whether that is so. Another number changes it."),
        format!("你选的是 {answer}。接下来会看到对不对。按别的数字可以改选。"),
    )
}

/// What is said to an answer, in Markdown, once its reader has seen what happens.
pub(super) fn verdict(lang: Lang, given: Option<(&str, bool)>, right: &str, reply: &str) -> String {
    match (lang, given) {
        (Lang::English, Some((answer, true))) => format!("✓ You said: \"{answer}\" {reply}"),
        (Lang::English, Some((answer, false))) => format!("✗ You said: \"{answer}\" {reply}"),
        (Lang::English, None) => format!("The answer is: \"{right}\" {reply}"),
        (Lang::Chinese, Some((answer, true))) => format!("✓ 你选的是“{answer}”{reply}"),
        (Lang::Chinese, Some((answer, false))) => format!("✗ 你选的是“{answer}”{reply}"),
        (Lang::Chinese, None) => format!("答案是“{right}”{reply}"),
    }
}

/// What was copied, of several terminals.
pub(super) fn copied(lang: Lang, n_commands: usize, number: Option<u32>, next: Option<u32>) -> String {
    let of_terminals = number.zip(next);
    match (lang, of_terminals) {
        (Lang::English, Some((number, next))) => {
            let what = commands(n_commands);
            format!("Terminal {number}: {what} copied, if your terminal allows it. c again: terminal {next}.")
        }
        (Lang::English, None) => format!("Copied {}, if your terminal allows it.", commands(n_commands)),
        (Lang::Chinese, Some((number, next))) => {
            format!("已复制终端 {number} 的 {n_commands} 条命令（如果终端允许）。再按 c：终端 {next}。")
        }
        (Lang::Chinese, None) => format!("已复制 {n_commands} 条命令（如果终端允许）。"),
    }
}

fn commands(n_commands: usize) -> String {
    match n_commands {
        1 => "its command".to_owned(),
        n_commands => format!("its {n_commands} commands"),
    }
}

/// A key that can do nothing here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vain {
    Copy,
    Run,
    Show,
    Explain,
    Interrupt,
    /// No folder can be made.
    RunAnywhere,
}

/// Why a key does nothing here.
pub(super) fn in_vain(lang: Lang, vain: Vain) -> &'static str {
    let (english, chinese) = match vain {
        Vain::Copy => ("This step has no command to copy.", "这一步没有可以复制的命令。"),
        Vain::Run => {
            ("This step has no command to run; Enter goes on.", "这一步没有可以运行的命令；按 Enter 继续。")
        }
        Vain::Show => {
            ("This step has nothing to show; Enter goes on.", "这一步没有可以显示的输出；按 Enter 继续。")
        }
        Vain::Explain => (
            "No event is told on this page now; / explains a word.",
            "这一页现在没有报告事件；按 / 可以解释一个词。",
        ),
        Vain::Interrupt => ("Nothing is running here; q quits.", "这里没有程序在运行；按 q 退出。"),
        Vain::RunAnywhere => (
            "No folder to run it in can be made; is the disk full?",
            "未能创建供它运行的文件夹；磁盘是否已满？",
        ),
    };
    lang.pick(english, chinese)
}

/// At the foot of a leaf; the second where not all of it is seen.
pub(super) fn any_key(lang: Lang, is_long: bool) -> &'static str {
    if is_long {
        return lang.pick(
            "↑ ↓ PgUp PgDn scroll; any other key goes back to the lesson.",
            "↑ ↓ PgUp PgDn 滚动；按其他键回到课文。",
        );
    }
    lang.pick("Any key goes back to the lesson.", "按任意键回到课文。")
}

/// No step has this number.
pub(super) fn no_step(lang: Lang, typed: &str, n_steps: usize) -> String {
    lang.pick(
        format!("There is no step {typed}: they go from 1 to {n_steps}."),
        format!("没有第 {typed} 步：只有第 1 步到第 {n_steps} 步。"),
    )
}

/// The catalogue does not know a word, and these come near it.
pub(super) fn unknown_word(lang: Lang, typed: &str, near: &[&str]) -> String {
    match (lang, near) {
        (Lang::English, []) => format!("No explanation of \"{typed}\"."),
        (Lang::English, near) => format!("No explanation of \"{typed}\". Near it: {}.", near.join(", ")),
        (Lang::Chinese, []) => format!("没有“{typed}”的解释。"),
        (Lang::Chinese, near) => format!("没有“{typed}”的解释。相近的有：{}。", near.join("、")),
    }
}

/// Before what is typed at the foot.
pub(super) fn ask_for_step(lang: Lang, n_steps: usize) -> String {
    lang.pick(format!("Go to step (1 to {n_steps}): "), format!("转到第几步（1 到 {n_steps}）："))
}

/// Before what is typed at the foot.
pub(super) fn ask_for_word(lang: Lang) -> &'static str {
    lang.pick("Explain (a word, then Enter): ", "解释（输入一个词，然后按 Enter）：")
}

/// Above the explanations of events.
pub(super) fn told(lang: Lang) -> &'static str {
    lang.pick("What is told on this page", "这一页报告的事件")
}

/// Above the list of steps.
pub(super) fn steps(lang: Lang) -> &'static str {
    lang.pick("Steps of this lesson", "这一课的步骤")
}

/// Before the folder in the list of keys.
pub(super) fn folder(lang: Lang) -> &'static str {
    lang.pick("What is run here runs in this folder:", "在这里运行的命令，都在这个文件夹里运行：")
}

/// All keys.
pub(super) fn keys(lang: Lang) -> &'static str {
    lang.pick(ENGLISH_KEYS, CHINESE_KEYS)
}

const ENGLISH_KEYS: &str = "\
## Keys

| key | what it does |
|---|---|
| Enter, space | further down, then to the next step |
| n →, b ← | the next step, the step before |
| 1 2 3 | answer the question of Predict |
| r | run the commands of this step, here |
| e | what we saw when we ran them |
| c | copy the commands of this step |
| Ctrl-C | end what runs |
| ↑ ↓ PgUp PgDn | scroll |
| g | go to a step |
| / | explain a word |
| x | explain the events told on this page |
| q | quit; next time you go on from here |

What is started here is ended when you leave the step.
";

const CHINESE_KEYS: &str = "\
## 按键

| 键 | 作用 |
|---|---|
| Enter、空格 | 往下翻，到底以后进入下一步 |
| n →、b ← | 下一步、上一步 |
| 1 2 3 | 回答“预测”里的问题 |
| r | 在这里运行这一步的命令 |
| e | 写课文时这些命令的输出 |
| c | 复制这一步的命令 |
| Ctrl-C | 结束正在运行的程序 |
| ↑ ↓ PgUp PgDn | 滚动 |
| g | 转到某一步 |
| / | 解释一个词 |
| x | 解释这一页报告的事件 |
| q | 退出；下次从这里继续 |

离开这一步的时候，在这里启动的程序会被结束。
";

/// Above the text, in bold: which lesson this is.
pub(super) fn lesson(lang: Lang, number: u32) -> String {
    lang.pick(format!("Lesson {number}"), format!("第 {number} 课"))
}

/// At the head: where one is.
pub(super) fn place(lang: Lang, step: usize, n_steps: usize) -> String {
    lang.pick(format!("{step} of {n_steps}"), format!("{step} / {n_steps}"))
}

/// Behind the reading, which stopped at this step.
pub(super) fn left(lang: Lang, number: u32, (step, n_steps): (usize, usize), command: &str) -> String {
    lang.pick(
        format!("Lesson {number}, step {step} of {n_steps}. To go on from here: {command}"),
        format!("第 {number} 课，第 {step} 步，共 {n_steps} 步。从这里继续： {command}"),
    )
}

/// The name of a terminal below its line across; there may be one alone.
pub(super) fn terminal(lang: Lang, number: Option<u32>) -> String {
    match number {
        Some(number) => lang.pick(format!("terminal {number}"), format!("终端 {number}")),
        None => lang.pick("terminal", "终端").to_owned(),
    }
}

/// What a key does, at the foot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Does {
    Sample,
    End,
    GoOn,
    Answer,
    Run,
    RunAgain,
    Explain,
    EndWhatRuns,
    Quit,
    Back,
    Keys,
}

/// What a key does, in a word or two.
pub(super) fn does(lang: Lang, what: Does) -> &'static str {
    let (english, chinese) = match what {
        Does::Sample => ("what we saw", "课文的输出"),
        Does::End => ("end", "结束"),
        Does::GoOn => ("go on", "继续"),
        Does::Answer => ("answer", "回答"),
        Does::Run => ("run", "运行"),
        Does::RunAgain => ("run again", "再次运行"),
        Does::Explain => ("explain", "解释"),
        Does::EndWhatRuns => ("end what runs", "结束正在运行的程序"),
        Does::Quit => ("quit", "退出"),
        Does::Back => ("back", "返回"),
        Does::Keys => ("keys", "按键"),
    };
    lang.pick(english, chinese)
}

/// What Enter does where rows are below.
pub(super) fn more_below(lang: Lang, n_rows: usize) -> String {
    lang.pick(format!("more ({n_rows} ▼)"), format!("往下（{n_rows} ▼）"))
}

/// How a program's run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Run {
    Goes,
    Ended,
    /// With its step.
    EndedWithStep,
    /// By the key.
    EndedByCtrlC,
    /// With a code that is not 0.
    EndedWithCode(i32),
    EndedBySignal(i32),
}

/// How a program's run stands, in a few words.
pub(super) fn run(lang: Lang, run: Run) -> String {
    match run {
        Run::Goes => lang.pick("running", "正在运行").to_owned(),
        Run::Ended => lang.pick("ended", "已结束").to_owned(),
        Run::EndedWithStep => lang.pick("ended with this step", "已随这一步结束").to_owned(),
        Run::EndedByCtrlC => lang.pick("ended by Ctrl-C", "被 Ctrl-C 结束").to_owned(),
        Run::EndedWithCode(code) => {
            lang.pick(format!("ended, exit code {code}"), format!("已结束，退出码 {code}"))
        }
        Run::EndedBySignal(signal) => {
            lang.pick(format!("ended by signal {signal}"), format!("被信号 {signal} 结束"))
        }
    }
}

/// A program could not be started, and why.
pub(super) fn not_started(lang: Lang, why: &str) -> String {
    lang.pick(format!("could not be started: {why}"), format!("未能启动：{why}"))
}
