package florin.transactions.projection;

import static org.assertj.core.api.Assertions.assertThat;

import florin.transactions.projection.ExternalIds.Withdrawal;
import florin.transactions.transaction.TransactionEvent.Removed;
import florin.transactions.transaction.TransactionEvent.RemovingParty;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExternalIdsTests {

  @Test
  void forgetTheLastWordAboutEveryUsersIdOfTheSameName() {
    UUID mine = new UUID(0, 1);
    UUID theirs = new UUID(0, 2);
    ExternalIds.BatchFold batchFold = new ExternalIds.BatchFold();
    batchFold.add(new UUID(1, 1), removed(mine));
    batchFold.add(new UUID(1, 2), removed(theirs));
    assertThat(batchFold.withdrawn())
        .containsExactly(new Withdrawal(mine, "x1"), new Withdrawal(theirs, "x1"));
  }

  private static Removed removed(UUID transaction) {
    return new Removed(
        transaction, new UUID(0, 9), RemovingParty.PROVIDER, Optional.of("x1"), Instant.EPOCH);
  }
}
