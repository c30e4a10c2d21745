package florin.emulator.bank;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
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
  @JsonSubTypes.Type(value = Entry.Opened.class, name = "opened"),
  @JsonSubTypes.Type(value = Entry.ClockAdvanced.class, name = "clock-advanced"),
  @JsonSubTypes.Type(value = Entry.LimitsSet.class, name = "limits-set"),
  @JsonSubTypes.Type(value = Entry.MutationsSet.class, name = "mutations-set"),
  @JsonSubTypes.Type(value = Entry.DeliverySet.class, name = "delivery-set"),
  @JsonSubTypes.Type(value = Entry.KeyMade.class, name = "key-made"),
  @JsonSubTypes.Type(value = Entry.KeyExpired.class, name = "key-expired"),
  @JsonSubTypes.Type(value = Entry.PublicTokenMade.class, name = "public-token-made"),
  @JsonSubTypes.Type(value = Entry.ItemMade.class, name = "item-made"),
  @JsonSubTypes.Type(value = Entry.SecondTokenMade.class, name = "second-token-made"),
  @JsonSubTypes.Type(value = Entry.SecondTokenUsed.class, name = "second-token-used"),
  @JsonSubTypes.Type(value = Entry.PhaseReached.class, name = "phase-reached"),
  @JsonSubTypes.Type(value = Entry.TransactionsChanged.class, name = "transactions-changed"),
  @JsonSubTypes.Type(value = Entry.UnreadMade.class, name = "unread-made"),
  @JsonSubTypes.Type(value = Entry.UnreadRead.class, name = "unread-read"),
  @JsonSubTypes.Type(value = Entry.SyncCalled.class, name = "sync-called"),
  @JsonSubTypes.Type(value = Entry.TokenRotated.class, name = "token-rotated"),
  @JsonSubTypes.Type(value = Entry.WebhookSet.class, name = "webhook-set"),
  @JsonSubTypes.Type(value = Entry.LoginReset.class, name = "login-reset"),
  @JsonSubTypes.Type(value = Entry.LoginRepaired.class, name = "login-repaired"),
  @JsonSubTypes.Type(value = Entry.ItemRemoved.class, name = "item-removed"),
  @JsonSubTypes.Type(value = Entry.ItemRevoked.class, name = "item-revoked"),
  @JsonSubTypes.Type(value = Entry.AccountOffered.class, name = "account-offered"),
  @JsonSubTypes.Type(value = Entry.AccountsGranted.class, name = "accounts-granted"),
  @JsonSubTypes.Type(value = Entry.AccountGone.class, name = "account-gone"),
  @JsonSubTypes.Type(value = Entry.AccountChurned.class, name = "account-churned"),
  @JsonSubTypes.Type(value = Entry.AccountRestated.class, name = "account-restated"),
  @JsonSubTypes.Type(value = Entry.PortfolioSet.class, name = "portfolio-set"),
  @JsonSubTypes.Type(value = Entry.FaultPlanned.class, name = "fault-planned"),
  @JsonSubTypes.Type(value = Entry.FaultSpent.class, name = "fault-spent"),
  @JsonSubTypes.Type(value = Entry.FaultPassed.class, name = "fault-passed"),
  @JsonSubTypes.Type(value = Entry.FaultsCleared.class, name = "faults-cleared"),
  @JsonSubTypes.Type(value = Entry.WebhookQueued.class, name = "webhook-queued"),
  @JsonSubTypes.Type(value = Entry.WebhookAttempted.class, name = "webhook-attempted"),
  @JsonSubTypes.Type(value = Entry.WebhookGivenUp.class, name = "webhook-given-up"),
})
public sealed interface Entry {
  record Opened(long seed, LocalDate anchor) implements Entry {}

  record ClockAdvanced(Duration by) implements Entry {}

  /** What the limits are for one endpoint; without one, there are none at all from now on. */
  record LimitsSet(
      @Nullable String endpoint, @Nullable Integer perItem, @Nullable Integer perClient)
      implements Entry {}

  /** How the pages of an update are cut while the log grows. */
  record MutationsSet(boolean frozen, boolean orphans) implements Entry {}

  record DeliverySet(Knobs knobs) implements Entry {}

  record KeyMade(String kid, String jwk, Instant at) implements Entry {}

  record KeyExpired(String kid, Instant at) implements Entry {}

  record PublicTokenMade(
      String publicToken,
      String institutionId,
      List<String> products,
      @Nullable String webhook,
      String username,
      int days,
      int movements,
      Instant at)
      implements Entry {}

  /** {@code sibling} is the Item by which the same login was linked before. */
  record ItemMade(
      String itemId,
      String accessToken,
      String publicToken,
      List<Account> accounts,
      @Nullable String sibling,
      Instant at)
      implements Entry {}

  /**
   * One more public token of an Item that exists; its exchange gives the same Item.
   *
   * @param renews whether the exchange gives a new access token, after which the old one is dead
   */
  record SecondTokenMade(String publicToken, String itemId, boolean renews, Instant at)
      implements Entry {}

  record SecondTokenUsed(String publicToken) implements Entry {}

  /** History arriving from the bank: the balances know it already. */
  record PhaseReached(String itemId, Phase phase, List<Change> changes, Instant at)
      implements Entry {}

  /** News: the balances move with it. */
  record TransactionsChanged(String itemId, List<Change> changes, Instant at) implements Entry {}

  /** The bank has it; Plaid has not looked yet. */
  record UnreadMade(String itemId, List<Change> changes) implements Entry {}

  record UnreadRead(String itemId) implements Entry {}

  record SyncCalled(String itemId) implements Entry {}

  record TokenRotated(String itemId, String accessToken) implements Entry {}

  record WebhookSet(String itemId, @Nullable String url) implements Entry {}

  record LoginReset(String itemId) implements Entry {}

  record LoginRepaired(String itemId, @Nullable Instant at) implements Entry {}

  record ItemRemoved(String itemId) implements Entry {}

  /** The user withdrew the permission; {@code gone} if not even the Item can be asked for. */
  record ItemRevoked(String itemId, boolean gone) implements Entry {}

  /** The bank has one more account; the user has not granted it yet. */
  record AccountOffered(String itemId, Account account, List<Change> history) implements Entry {}

  /** All that was offered arrives: the balances know the history already. */
  record AccountsGranted(String itemId, Instant at) implements Entry {}

  /** An account vanished, and of its transactions those named. */
  record AccountGone(String itemId, String accountId, List<Change> removed, Instant at)
      implements Entry {}

  /** An account under another id, its transactions too; the balances stay. */
  record AccountChurned(
      String itemId, String accountId, Account account, List<Change> changes, Instant at)
      implements Entry {}

  record AccountRestated(
      String itemId,
      String accountId,
      Account.@Nullable Reported reported,
      @Nullable ObjectNode fields)
      implements Entry {}

  /** What an Item holds and owes from now on. */
  record PortfolioSet(String itemId, Portfolio portfolio) implements Entry {}

  record FaultPlanned(Fault fault) implements Entry {}

  record FaultSpent(String faultId) implements Entry {}

  /** An answer was let pass by a fault still to come. */
  record FaultPassed(String faultId) implements Entry {}

  record FaultsCleared() implements Entry {}

  record WebhookQueued(Delivery delivery) implements Entry {}

  /** One attempt; {@code status} is 0 when no answer came. */
  record WebhookAttempted(String deliveryId, int status, Instant at) implements Entry {}

  /** Never to be tried again. */
  record WebhookGivenUp(String deliveryId) implements Entry {}
}
