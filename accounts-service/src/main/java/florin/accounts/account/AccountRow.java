package florin.accounts.account;

import florin.accounts.account.Account.Existing;
import florin.accounts.account.value.AccountClassification;
import florin.accounts.account.value.AccountClosure;
import florin.accounts.account.value.AccountOverrides;
import florin.accounts.account.value.AccountType;
import florin.accounts.account.value.Balance;
import florin.accounts.account.value.BalanceObservation;
import florin.accounts.account.value.ClosingParty;
import florin.accounts.account.value.ProviderAccount;
import florin.events.CurrencyCode;
import florin.events.Money;
import florin.journal.database.Columns;
import florin.journal.stream.PendingEvent;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A row of table {@code account}: the account's state and how far its stream has come. */
record AccountRow(
    UUID account, UUID user, Account state, int streamVersion, int version, Instant at) {

  static AccountRow unopened(PendingEvent first) {
    return new AccountRow(
        first.stream().id(),
        first.stream().user(),
        AccountCodec.ACCOUNTS.initial(),
        0,
        0,
        first.at());
  }

  AccountRow after(AccountEvent event, PendingEvent pending) {
    return new AccountRow(
        account,
        user,
        Account.evolve(state, event),
        pending.version(),
        pending.userVersion(),
        pending.at());
  }

  Existing held() {
    return (Existing) state;
  }

  <T> @Nullable T provider(Function<ProviderAccount, T> field) {
    return held().provider().map(field).orElse(null);
  }

  <T> @Nullable T optional(Function<ProviderAccount, Optional<T>> field) {
    return held().provider().flatMap(field).orElse(null);
  }

  @Nullable BigDecimal amount(Function<Balance, Optional<Money>> field) {
    return held()
        .balance()
        .flatMap(said -> field.apply(said.balance()))
        .map(Money::amount)
        .orElse(null);
  }

  /**
   * @param entered those of table {@code balance}
   */
  static AccountRow of(Readable row, List<BalanceObservation> entered) {
    CurrencyCode currency = new CurrencyCode(Columns.text(row, "currency"));
    Existing state =
        new Existing(
            Optional.ofNullable(row.get("institution_id", UUID.class)),
            Optional.ofNullable(row.get("connection_id", UUID.class)).map(c -> provider(c, row)),
            Columns.text(row, "bank_name"),
            new AccountClassification(type(row), text(row, "subtype")),
            currency,
            chosen(row),
            text(row, "closed_by")
                .map(
                    by ->
                        new AccountClosure(ClosingParty.of(by), Columns.instant(row, "closed_at"))),
            uuids(row, "merge_candidates"),
            text(row, "balance_source").map(source -> observation(source, currency, row)),
            entered);
    return new AccountRow(
        Columns.uuid(row, "account_id"),
        Columns.uuid(row, "user_id"),
        state,
        Columns.integer(row, "stream_version"),
        Columns.integer(row, "version"),
        Columns.instant(row, "at"));
  }

  private static ProviderAccount provider(UUID connection, Readable row) {
    return new ProviderAccount(
        connection,
        Columns.text(row, "external_id"),
        Columns.text(row, "bank_name"),
        text(row, "official_name"),
        text(row, "mask"),
        type(row),
        Columns.text(row, "provider_type"),
        text(row, "provider_subtype"));
  }

  /** A row of table {@code balance}. */
  static BalanceObservation observation(Readable row) {
    return observation(
        Columns.text(row, "source"), new CurrencyCode(Columns.text(row, "currency")), row);
  }

  private static BalanceObservation observation(
      String source, CurrencyCode currency, Readable row) {
    return new BalanceObservation(
        Balance.of(
            currency,
            row.get("current", BigDecimal.class),
            row.get("available", BigDecimal.class),
            row.get("credit_limit", BigDecimal.class)),
        BalanceObservation.Source.of(source),
        Columns.instant(row, "observed_at"));
  }

  private static AccountOverrides chosen(Readable row) {
    return new AccountOverrides(
        text(row, "own_name"),
        text(row, "own_type")
            .flatMap(AccountType::of)
            .map(type -> new AccountClassification(type, text(row, "own_subtype"))),
        Columns.bool(row, "hidden"),
        uuids(row, "dismissed"));
  }

  static List<UUID> uuids(Readable row, String column) {
    return List.of(Objects.requireNonNull(row.get(column, UUID[].class)));
  }

  private static AccountType type(Readable row) {
    return AccountType.of(Columns.text(row, "type")).orElse(AccountType.OTHER);
  }

  private static Optional<String> text(Readable row, String column) {
    return Optional.ofNullable(row.get(column, String.class));
  }
}
