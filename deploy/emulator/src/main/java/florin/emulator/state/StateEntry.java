package florin.emulator.state;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import florin.emulator.data.Account;
import florin.emulator.data.HistoryPhase;
import florin.emulator.data.Portfolio;
import florin.emulator.data.TransactionChange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that ever changes the emulator's state. The log holds the full snapshots, so that a
 * replay does not depend on the code which once generated the household.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
  @JsonSubTypes.Type(value = StateEntry.Opened.class, name = "opened"),
  @JsonSubTypes.Type(value = StateEntry.ClockAdvanced.class, name = "clock-advanced"),
  @JsonSubTypes.Type(value = StateEntry.LimitsSet.class, name = "limits-set"),
  @JsonSubTypes.Type(value = StateEntry.MutationsSet.class, name = "mutations-set"),
  @JsonSubTypes.Type(value = StateEntry.DeliverySet.class, name = "delivery-set"),
  @JsonSubTypes.Type(value = StateEntry.KeyMade.class, name = "key-made"),
  @JsonSubTypes.Type(value = StateEntry.KeyExpired.class, name = "key-expired"),
  @JsonSubTypes.Type(value = StateEntry.PublicTokenMade.class, name = "public-token-made"),
  @JsonSubTypes.Type(value = StateEntry.ItemMade.class, name = "item-made"),
  @JsonSubTypes.Type(value = StateEntry.SecondTokenMade.class, name = "second-token-made"),
  @JsonSubTypes.Type(value = StateEntry.SecondTokenUsed.class, name = "second-token-used"),
  @JsonSubTypes.Type(value = StateEntry.PhaseReached.class, name = "phase-reached"),
  @JsonSubTypes.Type(value = StateEntry.TransactionsChanged.class, name = "transactions-changed"),
  @JsonSubTypes.Type(value = StateEntry.UnreadMade.class, name = "unread-made"),
  @JsonSubTypes.Type(value = StateEntry.UnreadRead.class, name = "unread-read"),
  @JsonSubTypes.Type(value = StateEntry.SyncCalled.class, name = "sync-called"),
  @JsonSubTypes.Type(value = StateEntry.TokenRotated.class, name = "token-rotated"),
  @JsonSubTypes.Type(value = StateEntry.WebhookSet.class, name = "webhook-set"),
  @JsonSubTypes.Type(value = StateEntry.LoginReset.class, name = "login-reset"),
  @JsonSubTypes.Type(value = StateEntry.LoginRepaired.class, name = "login-repaired"),
  @JsonSubTypes.Type(value = StateEntry.ItemRemoved.class, name = "item-removed"),
  @JsonSubTypes.Type(value = StateEntry.ItemRevoked.class, name = "item-revoked"),
  @JsonSubTypes.Type(value = StateEntry.AccountOffered.class, name = "account-offered"),
  @JsonSubTypes.Type(value = StateEntry.AccountsGranted.class, name = "accounts-granted"),
  @JsonSubTypes.Type(value = StateEntry.AccountGone.class, name = "account-gone"),
  @JsonSubTypes.Type(value = StateEntry.AccountChurned.class, name = "account-churned"),
  @JsonSubTypes.Type(value = StateEntry.AccountRestated.class, name = "account-restated"),
  @JsonSubTypes.Type(value = StateEntry.PortfolioSet.class, name = "portfolio-set"),
  @JsonSubTypes.Type(value = StateEntry.FaultPlanned.class, name = "fault-planned"),
  @JsonSubTypes.Type(value = StateEntry.FaultSpent.class, name = "fault-spent"),
  @JsonSubTypes.Type(value = StateEntry.FaultPassed.class, name = "fault-passed"),
  @JsonSubTypes.Type(value = StateEntry.FaultsCleared.class, name = "faults-cleared"),
  @JsonSubTypes.Type(value = StateEntry.WebhookQueued.class, name = "webhook-queued"),
  @JsonSubTypes.Type(value = StateEntry.WebhookAttempted.class, name = "webhook-attempted"),
  @JsonSubTypes.Type(value = StateEntry.WebhookGivenUp.class, name = "webhook-given-up"),
})
public sealed interface StateEntry {
  record Opened(long seed, LocalDate anchor) implements StateEntry {}

  record ClockAdvanced(Duration by) implements StateEntry {}

  /** The limits of one endpoint; without an endpoint there are no limits from now on. */
  record LimitsSet(
      @Nullable String endpoint, @Nullable Integer perItem, @Nullable Integer perClient)
      implements StateEntry {}

  /** The division of an update into pages while the log grows. */
  record MutationsSet(boolean frozen, boolean orphans) implements StateEntry {}

  record DeliverySet(DeliverySettings knobs) implements StateEntry {}

  record KeyMade(String kid, String jwk, Instant at) implements StateEntry {}

  record KeyExpired(String kid, Instant at) implements StateEntry {}

  record PublicTokenMade(
      String publicToken,
      String institutionId,
      List<String> products,
      @Nullable String webhook,
      String username,
      int days,
      int movements,
      Instant at)
      implements StateEntry {}

  /** {@code sibling} is the Item by which the same login was linked before. */
  record ItemMade(
      String itemId,
      String accessToken,
      String publicToken,
      List<Account> accounts,
      @Nullable String sibling,
      Instant at)
      implements StateEntry {}

  /**
   * One more public token of an Item that exists; its exchange gives the same Item.
   *
   * @param renews whether the exchange gives a new access token, after which the old one is dead
   */
  record SecondTokenMade(String publicToken, String itemId, boolean renews, Instant at)
      implements StateEntry {}

  record SecondTokenUsed(String publicToken) implements StateEntry {}

  /** History arriving from the bank: the balances include it already. */
  record PhaseReached(
      String itemId, HistoryPhase phase, List<TransactionChange> changes, Instant at)
      implements StateEntry {}

  /** News: the balances move with it. */
  record TransactionsChanged(String itemId, List<TransactionChange> changes, Instant at)
      implements StateEntry {}

  /** The bank has it; Plaid has not looked yet. */
  record UnreadMade(String itemId, List<TransactionChange> changes) implements StateEntry {}

  record UnreadRead(String itemId) implements StateEntry {}

  record SyncCalled(String itemId) implements StateEntry {}

  record TokenRotated(String itemId, String accessToken) implements StateEntry {}

  record WebhookSet(String itemId, @Nullable String url) implements StateEntry {}

  record LoginReset(String itemId) implements StateEntry {}

  record LoginRepaired(String itemId, @Nullable Instant at) implements StateEntry {}

  record ItemRemoved(String itemId) implements StateEntry {}

  /** The user withdrew the permission; {@code gone} if the Item itself can no longer be read. */
  record ItemRevoked(String itemId, boolean gone) implements StateEntry {}

  /** The bank has one more account; the user has not granted it yet. */
  record AccountOffered(String itemId, Account account, List<TransactionChange> history)
      implements StateEntry {}

  /** The whole offered history arrives: the balances include it already. */
  record AccountsGranted(String itemId, Instant at) implements StateEntry {}

  /** An account vanished, and of its transactions those named. */
  record AccountGone(String itemId, String accountId, List<TransactionChange> removed, Instant at)
      implements StateEntry {}

  /** An account under another id, its transactions too; the balances stay. */
  record AccountChurned(
      String itemId, String accountId, Account account, List<TransactionChange> changes, Instant at)
      implements StateEntry {}

  record AccountRestated(
      String itemId,
      String accountId,
      Account.@Nullable Reported reported,
      @Nullable ObjectNode fields)
      implements StateEntry {}

  /** The investments and debts of an Item from now on. */
  record PortfolioSet(String itemId, Portfolio portfolio) implements StateEntry {}

  record FaultPlanned(Fault fault) implements StateEntry {}

  record FaultSpent(String faultId) implements StateEntry {}

  /** An answer was let pass by a fault still to come. */
  record FaultPassed(String faultId) implements StateEntry {}

  record FaultsCleared() implements StateEntry {}

  record WebhookQueued(QueuedWebhook delivery) implements StateEntry {}

  /** One attempt; {@code status} is 0 when no answer came. */
  record WebhookAttempted(String deliveryId, int status, Instant at) implements StateEntry {}

  /** Never to be tried again. */
  record WebhookGivenUp(String deliveryId) implements StateEntry {}
}
