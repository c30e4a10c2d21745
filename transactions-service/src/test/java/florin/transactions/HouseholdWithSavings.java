package florin.transactions;

import florin.events.Topic;
import florin.events.providersync.AccountsObserved;
import florin.events.providersync.ObservedAccount;
import florin.events.providersync.ObservedTransaction;
import florin.journal.stream.Actor;
import florin.journal.stream.Ids;
import florin.journal.stream.StreamId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** A household with a checking account and savings at one bank, which names both in its texts. */
abstract class HouseholdWithSavings extends ImportingHousehold {

  static final String TO_SAVINGS = "Online Transfer to SAV ...7730";
  static final String FROM_CHECKING = "Online Transfer from CHK ...4821";

  final UUID savings = Ids.next();

  /** The accounts are those that the bank reports; a test opens them if it needs to. */
  @Override
  void open() {}

  void observeAccounts() {
    platform.publish(
        Topic.PROVIDER_SYNC_EVENTS,
        new StreamId(user, "connection", connection),
        Actor.PROVIDER,
        AccountsObserved.newBuilder()
            .setConnectionId(connection)
            .setRun(Ids.next())
            .setProvider("plaid")
            .setInstitutionName("First Platypus Bank")
            .setAccounts(
                List.of(
                    observed(account, "Plaid Checking", "checking", "4821"),
                    observed(savings, "Plaid Saving", "savings", "7730")))
            .setAt(Instant.now())
            .build());
  }

  private static ObservedAccount observed(UUID id, String name, String subtype, String mask) {
    return ObservedAccount.newBuilder()
        .setAccountId(id)
        .setExternalId(id.toString())
        .setName(name)
        .setMask(mask)
        .setType("depository")
        .setProviderType("depository")
        .setProviderSubtype(subtype)
        .setCurrency("USD")
        .build();
  }

  ObservedTransaction row(String external, UUID on, String amount, LocalDate date, String text) {
    ObservedTransaction row = seen(external, amount, false, null);
    row.setAccountId(on);
    row.setDate(date);
    row.setName(text);
    row.setCategoryPrimary(null);
    row.setCategoryDetailed(null);
    return row;
  }
}
