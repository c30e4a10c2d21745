package florin.transactions.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import florin.transactions.ledger.ExternalIds.Withdrawal;
import florin.transactions.ledger.TransactionEvent.Party;
import florin.transactions.ledger.TransactionEvent.Removed;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExternalIdsTests {

  @Test
  void forgetTheLastWordAboutEveryUsersIdOfTheSameName() {
    UUID mine = new UUID(0, 1);
    UUID theirs = new UUID(0, 2);
    ExternalIds.Fold fold = new ExternalIds.Fold();
    fold.add(new UUID(1, 1), removed(mine));
    fold.add(new UUID(1, 2), removed(theirs));
    assertThat(fold.withdrawn())
        .containsExactly(new Withdrawal(mine, "x1"), new Withdrawal(theirs, "x1"));
  }

  private static Removed removed(UUID transaction) {
    return new Removed(
        transaction, new UUID(0, 9), Party.PROVIDER, Optional.of("x1"), Instant.EPOCH);
  }
}
