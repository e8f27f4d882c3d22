# The commands of this project. `make` alone lists them.

.DEFAULT_GOAL := help
# What compares texts, measures or packs speaks English, whatever language its reader has.
test check whole flaky prove golden fuzz windows dist: export NETLAB_LANG = en
bench bench-chat bench-udp bench-impair bench-observe: export NETLAB_LANG = en
.PHONY: help tour test check lesson exercise bench bench-chat bench-udp bench-impair bench-observe flaky prove golden zh-seen dist whole fuzz other-systems windows

help: ## list what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

tour: ## watch a server and a client greet each other
	cargo run --release -- tour

test: ## run all tests
	cargo test

check: ## what must hold before a commit: format, lints, tests, docs
	cargo fmt --check
	cargo clippy --all-targets -- -D warnings
	cargo clippy --package netlab-fuzz --no-default-features -- -D warnings
	cargo clippy --no-default-features --all-targets -- -D warnings
	cargo test
	cargo test --no-default-features --lib --test tell
	RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --quiet

# What `make check` leaves out because it takes long, and why it may: a solution's letters come from a seed, which
# hardly decides anything; the library's other tests are the same without the program; whether a failure is drawn
# decides nothing; the tests' own files compile elsewhere if the program's do, unless one was just written; of Ruby,
# Go, Java, PHP, nginx and redis the calls that were recorded are replayed at every change.
whole: ## what must hold before a release: all that is here, in an hour
	$(MAKE) check
	cargo test --no-default-features
	SEEDS=3 cargo test --test exercises solution
	DRAWN=1 cargo test --test exercises wrong
	CI=true LANGUAGES=all cargo test --test observe servers
	tests/other-systems.sh
	tests/windows.sh
	$(MAKE) fuzz
	$(MAKE) flaky

fuzz: ## look for inputs that break the readers of foreign bytes, 30 s each: make fuzz [SECONDS=30] [ONLY=keys]
	tests/fuzz.sh $(or $(SECONDS),30) $(ONLY)

other-systems: ## compile for Windows, macOS, FreeBSD and Linux on ARM, tests too; a warning is a failure
	tests/other-systems.sh

windows: ## build the program for Windows, and run it under wine
	tests/windows.sh

lesson: ## read a lesson: make lesson N=2
	cargo run --release --quiet -- lesson $(N)

exercise: ## what a lesson asks you to build: make exercise LESSON=2; with SUBJECT='python3 my.py' it is checked
ifdef SUBJECT
	cargo run --release --quiet -- check $(LESSON) -- $(SUBJECT)
else
	@cargo run --release --quiet -- lesson $(LESSON) --plain | sed -n '/^── Build /,/^── Say /p' | sed '$$d'
endif

bench: ## measure speed and size, each as a ratio to a bare floor in the same run
	cargo bench --no-run --bench event --bench greeting --bench ladder
	cargo bench --quiet --bench event >target/bench.txt
	cargo bench --quiet --bench greeting >target/bench-greeting.txt
	@tail -n +2 target/bench-greeting.txt >>target/bench.txt
	cargo bench --quiet --bench ladder >target/bench-ladder.txt
	@tail -n +2 target/bench-ladder.txt >>target/bench.txt
	@cat target/bench.txt

bench-chat: ## measure the chat room beside a bare floor and other rooms, in a few minutes
	cargo bench --bench chat

bench-udp: ## measure what a datagram costs beside bare loops in C, on Linux
	cargo bench --bench udp

bench-impair: ## measure the relay without a rule beside a bare copy and socat, in a minute
	cargo bench --bench impair

bench-observe: ## measure what being observed costs a program, beside strace, in four minutes at most, on Linux
	cargo bench --quiet --bench observe

flaky: ## run the socket tests 50 times, half of them with both cores busy
	tests/flaky.sh 50

prove: ## judge every solution on busy cores: make prove N=20 [ONLY=framing]; it goes on where it was interrupted
	tests/prove.sh $(or $(N),20) $(ONLY)

golden: ## rewrite what the tests compare texts with; read the difference before you commit it
	UPDATE_GOLDEN=1 cargo test

zh-seen: ## note that a Chinese text was told anew: make zh-seen UNIT=02-greeting-server[/3] [SAME=1]
	ZH_SEEN=$(UNIT) SAME=$(SAME) cargo test --quiet --test docs zh_seen

dist: ## make an archive for people without Rust: program, completions, manual pages, licences
	packaging/dist.sh
