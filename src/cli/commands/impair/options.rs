//! The rules as options, and what is said to rules that cannot be.
//!
//! The one idea: all rules are on one command line, but a stream and a datagram suffer different things.
//! A rule asked of the wrong one is answered with the reason, because the reason is the lesson.
//!
//! See it run: `netlab impair --to 8080 --loss 10%`.

use crate::cli::desk::failure::{Clash, Failure, RequestFailure};
use crate::event::Rule;
use crate::impair::{
    BurstLoss, DatagramRules, ResetAfter, Share, Size, Slice, Speed, StallAfter, StreamRules, Time,
};

#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("rates").multiple(true))]
pub(super) struct RuleArgs {
    #[arg(long, value_name = "TIME", help_heading = "Rules for streams and datagrams")]
    delay: Option<Time>,

    #[arg(long, value_name = "TIME", help_heading = "Rules for streams and datagrams")]
    jitter: Option<Time>,

    #[arg(long, value_name = "SIZE/s", group = "rates", help_heading = "Rules for streams and datagrams")]
    rate: Option<Speed>,

    #[arg(long, value_name = "SIZE/s", group = "rates", help_heading = "Rules for streams and datagrams")]
    link_rate: Option<Speed>,

    #[arg(long, value_name = "MIN..MAX", help_heading = "Rules for streams (TCP)")]
    slice: Option<Slice>,

    #[arg(long, value_name = "TIME", help_heading = "Rules for streams (TCP)")]
    coalesce: Option<Time>,

    #[arg(long, value_name = "SIZE", help_heading = "Rules for streams (TCP)")]
    stall_after: Option<StallAfter>,

    #[arg(long, value_name = "TIME", requires = "stall_after", help_heading = "Rules for streams (TCP)")]
    stall_for: Option<Time>,

    #[arg(long, help_heading = "Rules for streams (TCP)")]
    blackhole: bool,

    #[arg(long, value_name = "SIZE|TIME", help_heading = "Rules for streams (TCP)")]
    reset_after: Option<ResetAfter>,

    #[arg(long, value_name = "TIME", help_heading = "Rules for streams (TCP)")]
    slow_close: Option<Time>,

    #[arg(long, conflicts_with_all = ["up", "down"], help_heading = "Rules for streams (TCP)")]
    accept_only: bool,

    #[arg(long, value_name = "SHARE", help_heading = "Rules for datagrams (--udp)")]
    loss: Option<Share>,

    #[arg(long, value_name = "P,R[,BAD[,GOOD]]", help_heading = "Rules for datagrams (--udp)")]
    burst_loss: Option<BurstLoss>,

    #[arg(long, value_name = "SHARE", help_heading = "Rules for datagrams (--udp)")]
    duplicate: Option<Share>,

    #[arg(long, value_name = "SHARE", help_heading = "Rules for datagrams (--udp)")]
    reorder: Option<Share>,

    #[arg(long, value_name = "SIZE", requires = "rates", help_heading = "Rules for datagrams (--udp)")]
    queue: Option<Size>,

    #[arg(long, value_name = "SIZE", help_heading = "Rules for datagrams (--udp)")]
    mtu: Option<Size>,
}

impl RuleArgs {
    /// The rules of streams.
    ///
    /// # Errors
    /// Where one is asked for that only datagrams have.
    pub(super) fn for_streams(&self) -> Result<StreamRules, Failure> {
        let asked = [
            (self.loss.is_some(), Rule::Loss),
            (self.burst_loss.is_some(), Rule::BurstLoss),
            (self.duplicate.is_some(), Rule::Duplicate),
            (self.reorder.is_some(), Rule::Reorder),
            (self.mtu.is_some(), Rule::Mtu),
        ];
        if let Some((_, rule)) = asked.into_iter().find(|(is_asked, _)| *is_asked) {
            return Err(RequestFailure::RuleNotHere(rule).into());
        }
        if self.queue.is_some() {
            return Err(Clash::QueueOnStream.into());
        }
        Ok(StreamRules {
            delay: self.delay,
            jitter: self.jitter,
            rate: self.rate,
            link_rate: self.link_rate,
            slice: self.slice,
            coalesce: self.coalesce,
            stall_after: self.stall_after,
            stall_for: self.stall_for,
            blackhole: self.blackhole,
            reset_after: self.reset_after,
            slow_close: self.slow_close,
            accept_only: self.accept_only,
        })
    }

    /// The rules of datagrams.
    ///
    /// # Errors
    /// Where one is asked for that only streams have.
    pub(super) fn for_datagrams(&self) -> Result<DatagramRules, Failure> {
        let asked = [
            (self.slice.is_some(), Rule::Slice),
            (self.coalesce.is_some(), Rule::Coalesce),
            (self.stall_after.is_some(), Rule::StallAfter),
            (self.blackhole, Rule::Blackhole),
            (self.reset_after.is_some(), Rule::ResetAfter),
            (self.slow_close.is_some(), Rule::SlowClose),
            (self.accept_only, Rule::AcceptOnly),
        ];
        if let Some((_, rule)) = asked.into_iter().find(|(is_asked, _)| *is_asked) {
            return Err(RequestFailure::RuleNotHere(rule).into());
        }
        Ok(DatagramRules {
            loss: self.loss,
            burst_loss: self.burst_loss,
            duplicate: self.duplicate,
            reorder: self.reorder,
            delay: self.delay,
            jitter: self.jitter,
            rate: self.rate,
            link_rate: self.link_rate,
            queue: self.queue,
            mtu: self.mtu,
        })
    }
}
