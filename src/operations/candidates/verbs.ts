/** Whether a word is the name of an act, and never of a thing. */
export function isOnlyVerb(word: string): boolean {
  return ACTS.has(word) && !THINGS_TOO.has(word);
}

/** The verb that a word of a text is: `cancel` for `Cancels`; `undefined` for others. */
export function verbOf(word: string): string | undefined {
  const small = word.toLowerCase();
  if (ACTS.has(small)) return small;
  const bare = small.endsWith("ies") ? `${small.slice(0, -3)}y` : small.replace(/(?<=ss|x|ch|sh|z)es$|s$/, "");
  return ACTS.has(bare) ? bare : undefined;
}

/** What APIs do. */
const ACTS = new Set(
  `abort accept accumulate acknowledge apply bookmark comment dislike downvote favorite favourite flag like react activate add adjust allocate append apply approve archive assign attach authenticate
  authorize authorise ban block book calculate call cancel capture change charge check checkout claim clear clone close
  commit complete confirm connect consume convert copy count create deactivate debit decline decrypt delete deliver discharge admit anonymize escalate impersonate silence
  deny deploy detach disable disassociate disconnect dismiss dispatch dispute download draft duplicate edit enable encrypt
  end enroll enrol exclude execute expire export extend fail fetch find finalize finalise finish follow force forward freeze
  fulfill fund generate get grant hide hold ignore import increment initialize initiate insert install invalidate invite
  invoke issue join kick kill leave link list lock lookup mark merge migrate modify move mute notify open patch pause
  pay pin ping place play preview process promote provision publish purchase purge push put query queue rate reactivate
  rebuild receive recover redeem refresh refund regenerate register reject release reload remove rename renew reopen
  reorder replace reply report request reschedule resend reserve reset resolve restrict restart restore resubmit resume retrieve retry
  return reveal reverse revert revoke rollback rotate run save scan schedule search send set share ship show sign skip snooze star start stop
  store submit subscribe suspend swap switch sync synchronize terminate test toggle track transfer trigger unarchive
  unassign unban unblock unfollow unfreeze uninstall unlink unlock unmute unpin unpublish unregister unshare unstar
  unsubscribe unsuspend upvote update upgrade upload upsert use validate verify view void vote wipe withdraw write`.split(
    /\s+/,
  ),
);

/** Words of these that name things as often. */
const THINGS_TOO = new Set(
  `book call bookmark comment dislike favorite favourite flag like charge check checkout claim count debit deposit dispute draft export fund hold import invite issue
  link list lock mark order pin place play preview process promote purchase push queue rate refund register release reply report
  request reserve return reset scan schedule share ship sign star start store switch sync test track transfer trigger upgrade upload
  use view vote patch end transfer run move pause`.split(/\s+/),
);
