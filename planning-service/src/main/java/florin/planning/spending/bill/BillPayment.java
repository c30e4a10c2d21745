package florin.planning.spending.bill;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;

/**
 * Money that left an account.
 *
 * @param amount as it is on the account: negative
 * @param categories the user's choice, else the bank's category and the one above it
 * @param transfer whether the bank categorises it as a transfer
 * @param payee the description and the merchant
 * @param series the recurring series that it is an occurrence of
 */
public record BillPayment(
    UUID transaction,
    UUID account,
    BigDecimal amount,
    String currency,
    LocalDate date,
    Set<UUID> categories,
    boolean transfer,
    PayeeMatch payee,
    Set<UUID> series) {}
