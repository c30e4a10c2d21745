package florin.planning.minimum;

import florin.events.Money;
import java.time.LocalDate;
import java.util.UUID;

/**
 * The least amount that is to be paid on a debt.
 *
 * @param account of the debt
 * @param amount above 0
 */
public record MinimumPayment(UUID account, String name, Money amount, LocalDate dueDate) {}
