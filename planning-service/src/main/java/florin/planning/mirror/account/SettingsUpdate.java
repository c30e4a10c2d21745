package florin.planning.mirror.account;

import florin.events.Money;
import java.util.Optional;
import java.util.UUID;

/**
 * All settings of a user, from the accounts topic.
 *
 * @param buffer what stays untouched; none for a user who has chosen none
 * @param spendFromSavings whether savings accounts count as money to spend
 */
public record SettingsUpdate(
    UUID user,
    String timeZone,
    String baseCurrency,
    Optional<Money> buffer,
    boolean spendFromSavings) {}
