package florin.accounts;

import static florin.accounts.BookedTransactionFacts.now;
import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.stream.Ids;
import java.time.LocalDate;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** The closing balances of imported files. */
class StatementBalancesIT extends BalanceSteps {

  @Test
  void takesTheClosingBalanceOfAnImportedFileUntilTheImportIsUndone() {
    String user = someone("statement");
    UUID account = opened(user, null);
    LocalDate day = today.minusDays(3);
    UUID file = Ids.next();
    tell(user, now(account, day, "-30", "a"));
    SpecificRecord committed = BookedTransactionFacts.imported(file, account, day, "739.64");
    tell(user, committed);
    assertThat(balance(user, account, day)).isEqualTo("739.64");
    everywhere(user, account, "739.64");
    long events = events(user);
    tell(user, committed);
    assertThat(events(user)).isEqualTo(events);
    tell(user, BookedTransactionFacts.reverted(file, account, day, "739.64"));
    assertThat(balance(user, account, day)).isNotEqualTo("739.64");
  }

  @Test
  void keepsABalanceOfTheUserWhenAnImportWithTheSameOneIsUndone() {
    String user = someone("stated");
    UUID account = opened(user, null);
    LocalDate day = today.minusDays(3);
    UUID file = Ids.next();
    states(user, account, "739.64", noon(day));
    tell(user, BookedTransactionFacts.imported(file, account, day, "739.64"));
    tell(user, BookedTransactionFacts.reverted(file, account, day, "739.64"));
    assertThat(balance(user, account, day)).isEqualTo("739.64");
  }
}
