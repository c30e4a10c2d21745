package florin.transactions.export;

import florin.journal.database.Columns;
import florin.journal.database.Session;
import florin.journal.web.field.FieldChecks;
import io.r2dbc.spi.Readable;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * The account of a statement.
 *
 * @param number the last digits of its number, else its name: the import finds it by both
 * @param credit whether it is a card or a loan
 */
record OfxAccount(UUID id, String number, String currency, boolean credit) {

  private static final String OF =
      """
      select s.id, s.currency, coalesce(s.own_type, s.type, '') in ('credit', 'loan') as credit,
          case when length(s.mask) >= 4 then s.mask else coalesce(s.own_name, s.bank_name, s.id::text) end as number
      from mirror.account a
      join mirror.account s on s.user_id = a.user_id and s.id = coalesce(a.merged_into, a.id)
      where a.user_id = :user and a.id = :account
      """;

  /** The account, or the one that it is merged into; refuses an unknown one. */
  static Mono<OfxAccount> of(Session session, UUID user, UUID account) {
    return session
        .sql(OF)
        .bind("user", user)
        .bind("account", account)
        .map(OfxAccount::read)
        .one()
        .switchIfEmpty(
            Mono.error(() -> FieldChecks.unknownAccount(account, "accountId", "accountId")));
  }

  private static OfxAccount read(Readable row) {
    return new OfxAccount(
        Columns.uuid(row, "id"),
        Columns.text(row, "number"),
        Columns.text(row, "currency"),
        Columns.bool(row, "credit"));
  }
}
