package florin.planning.spending;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Money that left an account.
 *
 * @param amount as it is on the account: negative
 */
record Payment(
    UUID transaction, UUID account, BigDecimal amount, String currency, LocalDate date) {}
