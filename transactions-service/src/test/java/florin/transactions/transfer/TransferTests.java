package florin.transactions.transfer;

import static florin.transactions.transfer.TransferCodec.TRANSFERS;
import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.test.DeciderFixture;
import florin.transactions.transfer.TransferEvent.Matched;
import florin.transactions.transfer.TransferEvent.Rejected;
import florin.transactions.transfer.TransferEvent.UnmatchReason;
import florin.transactions.transfer.TransferEvent.Unmatched;
import florin.transactions.transfer.TransferEvent.Unrejected;
import florin.transactions.transfer.matching.TransferMatch;
import florin.transactions.transfer.matching.TransferReason;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TransferTests {

  private static final Instant AT = Instant.EPOCH;
  private static final UUID OUT = UUID.randomUUID();
  private static final UUID IN = UUID.randomUUID();
  private static final UUID ID = Transfer.id(UUID.randomUUID(), OUT, IN);
  private static final Matched AUTOMATIC = matched(TransferMatch.Source.AUTOMATIC);
  private static final Matched BY_USER = matched(TransferMatch.Source.USER);
  private static final Rejected REJECTED = new Rejected(ID, OUT, IN, AT);

  private static Matched matched(TransferMatch.Source source) {
    return new Matched(
        ID, new TransferMatch(OUT, IN, source, 80, List.of(TransferReason.SAME_DAY), 0), AT);
  }

  private static Unmatched unmatched(UnmatchReason reason) {
    return new Unmatched(ID, OUT, IN, reason, AT);
  }

  private static TransferCommand match(Matched event) {
    return new TransferCommand.Match(ID, event.match(), AT);
  }

  private static DeciderFixture<TransferCommand, TransferEvent, Transfer> fixture() {
    return DeciderFixture.of(TRANSFERS.decider());
  }

  @Test
  void aRejectedPairOrOneThatItsUserTookApartIsMatchedByTheUserOnly() {
    fixture().when(match(AUTOMATIC)).then(AUTOMATIC);
    fixture().given(REJECTED).when(match(AUTOMATIC)).thenNothing();
    fixture().given(AUTOMATIC, unmatched(UnmatchReason.USER)).when(match(AUTOMATIC)).thenNothing();
    fixture().given(REJECTED).when(match(BY_USER)).then(BY_USER);
    fixture()
        .given(AUTOMATIC, unmatched(UnmatchReason.REMOVED))
        .when(match(AUTOMATIC))
        .then(AUTOMATIC);
  }

  @Test
  void confirmingAnAutomaticPairMakesItTheUsers() {
    fixture().given(AUTOMATIC).when(match(BY_USER)).then(BY_USER);
    fixture().given(BY_USER).when(match(BY_USER)).thenNothing();
    fixture().given(BY_USER).when(match(AUTOMATIC)).thenNothing();
  }

  @Test
  void rejectsAndUnrejectsOnce() {
    TransferCommand reject = new TransferCommand.Reject(ID, OUT, IN, AT);
    fixture().when(reject).then(REJECTED);
    fixture().given(REJECTED).when(reject).thenNothing();
    fixture()
        .given(REJECTED)
        .when(new TransferCommand.Unreject(AT))
        .then(new Unrejected(ID, OUT, IN, AT));
    fixture().given(AUTOMATIC).when(reject).thenRejected("transfer-matched");
  }

  @Test
  void everyReasonKeepsItsCode() {
    for (TransferReason reason : TransferReason.values()) {
      assertThat(TransferReason.of(reason.code())).isEqualTo(reason);
    }
    for (UnmatchReason reason : UnmatchReason.values()) {
      assertThat(UnmatchReason.of(reason.code())).isEqualTo(reason);
    }
  }
}
