package florin.accounts.account;

import florin.accounts.account.value.Balance;
import florin.accounts.account.value.BalanceObservation;
import florin.accounts.account.value.ClosingParty;
import florin.accounts.dayend.CurrentBalances.Current;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account on the wire.
 *
 * @param name the user's if there is one, else the bank's
 * @param classified whether type and subtype are the user's, not the bank's
 * @param providerType the provider's own word
 * @param providerSubtype the provider's own subtype where the subtype is {@code other}
 * @param balance at the end of today in the user's time zone; null if it is unknown, and for a
 *     closed account
 * @param connectionState from the last event of provider-sync
 * @param closedBy null for one that is not closed
 * @param mergeCandidates other accounts that it may be
 * @param mergedInto the account under which this one is seen
 * @param merged the accounts that are seen under this one
 * @param version counts the user's own changes: the ETag
 */
record AccountResponse(
    UUID id,
    String name,
    @Nullable String officialName,
    @Nullable String mask,
    String type,
    @Nullable String subtype,
    boolean classified,
    @Nullable String providerType,
    @Nullable String providerSubtype,
    String currency,
    @Nullable LatestBalance balance,
    @Nullable AccountInstitution institution,
    @Nullable UUID connectionId,
    @Nullable String connectionState,
    @Nullable String externalId,
    boolean hidden,
    String status,
    @Schema(allowableValues = {"user", "provider"}) @Nullable String closedBy,
    List<UUID> mergeCandidates,
    @Nullable UUID mergedInto,
    List<UUID> merged,
    boolean manual,
    int version) {

  /**
   * An asset is positive, a debt or an overdraft negative.
   *
   * @param current at the end of today: the same number as the last day of the account's balances
   * @param known {@code stated} if the current balance is the one of {@code source}, {@code
   *     derived} if transactions were added to it
   * @param available as last observed, never derived
   * @param creditLimit as last observed, never derived
   * @param source of the last statement of a balance; null if there is none
   * @param observedAt of the last statement
   */
  record LatestBalance(
      @Nullable Money current,
      @Schema(allowableValues = {"stated", "derived"}) @Nullable String known,
      @Nullable Money available,
      @Nullable Money creditLimit,
      @Nullable String source,
      @Nullable Instant observedAt) {

    static final LatestBalance NONE = new LatestBalance(null, null, null, null, null, null);

    static LatestBalance of(BalanceObservation said) {
      Balance balance = said.balance();
      return new LatestBalance(
          balance.current().orElse(null),
          balance.current().isEmpty() ? null : "stated",
          balance.available().orElse(null),
          balance.creditLimit().orElse(null),
          said.source().wireName(),
          said.observedAt());
    }

    private LatestBalance with(@Nullable Money money, @Nullable String how) {
      return new LatestBalance(money, how, available, creditLimit, source, observedAt);
    }

    private boolean isEmpty() {
      return current == null && available == null && creditLimit == null;
    }
  }

  record AccountInstitution(UUID id, String name) {}

  static AccountResponse of(Readable row) {
    UUID institution = row.get("institution_id", UUID.class);
    UUID connection = row.get("connection_id", UUID.class);
    return new AccountResponse(
        Columns.uuid(row, "account_id"),
        Columns.text(row, "name"),
        row.get("official_name", String.class),
        row.get("mask", String.class),
        Columns.text(row, "type"),
        row.get("subtype", String.class),
        Columns.bool(row, "classified"),
        row.get("provider_type", String.class),
        row.get("provider_subtype", String.class),
        Columns.text(row, "currency"),
        balance(row),
        institution == null
            ? null
            : new AccountInstitution(institution, Columns.text(row, "institution_name")),
        connection,
        row.get("connection_state", String.class),
        row.get("external_id", String.class),
        Columns.bool(row, "hidden"),
        Columns.text(row, "status"),
        row.get("closed_by", String.class),
        AccountRow.uuids(row, "merge_candidates"),
        row.get("survivor_id", UUID.class),
        AccountRow.uuids(row, "merged"),
        connection == null,
        Columns.integer(row, "version"));
  }

  private static @Nullable LatestBalance balance(Readable row) {
    String source = row.get("balance_source", String.class);
    if (source == null) {
      return null;
    }
    CurrencyCode currency = new CurrencyCode(Columns.text(row, "currency"));
    return LatestBalance.of(
        new BalanceObservation(
            Balance.of(
                currency,
                row.get("current", BigDecimal.class),
                row.get("available", BigDecimal.class),
                row.get("credit_limit", BigDecimal.class)),
            BalanceObservation.Source.of(source),
            Columns.instant(row, "observed_at")));
  }

  /** With the balance at the end of today; a closed account has none. */
  AccountResponse with(@Nullable Current today) {
    if (status.equals("closed")) {
      return with((LatestBalance) null);
    }
    LatestBalance stated = balance == null ? LatestBalance.NONE : balance;
    LatestBalance now =
        today == null
            ? stated.with(null, null)
            : stated.with(today.balance(), today.source() == null ? "derived" : "stated");
    return with(now.isEmpty() ? null : now);
  }

  private AccountResponse with(@Nullable LatestBalance now) {
    return new AccountResponse(
        id,
        name,
        officialName,
        mask,
        type,
        subtype,
        classified,
        providerType,
        providerSubtype,
        currency,
        now,
        institution,
        connectionId,
        connectionState,
        externalId,
        hidden,
        status,
        closedBy,
        mergeCandidates,
        mergedInto,
        merged,
        manual,
        version);
  }

  /** A new account opened by hand. */
  static AccountResponse opened(UUID id, Account.Existing account, int version) {
    return new AccountResponse(
        id,
        account.name(),
        null,
        null,
        account.type().wireName(),
        account.subtype().orElse(null),
        false,
        null,
        null,
        account.currency().code(),
        account.balance().map(LatestBalance::of).orElse(null),
        null,
        null,
        null,
        null,
        account.hidden(),
        status(account),
        closedBy(account),
        account.mergeCandidates(),
        null,
        List.of(),
        account.manual(),
        version);
  }

  private static String status(Account.Existing account) {
    return account.closed() ? "closed" : "active";
  }

  private static @Nullable String closedBy(Account.Existing account) {
    return account.closedBy().map(ClosingParty::wireName).orElse(null);
  }
}
