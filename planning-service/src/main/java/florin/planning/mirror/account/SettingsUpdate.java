package florin.planning.mirror.account;

import florin.events.Money;
import java.util.Optional;
import java.util.UUID;

/**
 * What the accounts topic says of a user's choices: all of them.
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
