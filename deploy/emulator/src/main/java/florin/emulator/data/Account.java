package florin.emulator.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One account of an Item.
 *
 * @param current money held (depository, investment) or owed (credit, loan)
 * @param pending sum of the pending amounts in Plaid's sign
 * @param cash withdrawable cash of an investment account
 * @param persistentId the same in every Item of the login; few institutions have it
 * @param reported balances the bank states in place of what the movements come to
 * @param fields merged into the account as it goes over the wire
 */
public record Account(
    String accountId,
    String name,
    String officialName,
    String type,
    String subtype,
    String mask,
    @Nullable BigDecimal limit,
    String currency,
    boolean unofficial,
    BigDecimal current,
    BigDecimal pending,
    @Nullable BigDecimal cash,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String persistentId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Reported reported,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ObjectNode fields) {

  /** A balance that the bank states; it stays until it states another one. */
  public record Reported(
      @Nullable BigDecimal current, @Nullable BigDecimal available, @Nullable BigDecimal limit) {}

  public Account {
    current = DecimalText.plain(current);
    pending = DecimalText.plain(pending);
  }

  /** Applies one amount (Plaid's sign) to the balances; undoing is applying its negation. */
  public Account moved(BigDecimal amount, String currencyOfAmount, boolean isPending) {
    if (!currencyOfAmount.equals(currency)) {
      return this;
    }
    return isPending
        ? withBalances(current, pending.add(amount))
        : withBalances(owes() ? current.add(amount) : current.subtract(amount), pending);
  }

  /** Whether a positive balance is a debt. */
  public boolean owes() {
    return type.equals("credit") || type.equals("loan");
  }

  /** Whether /transactions/sync covers this account. */
  public boolean hasTransactions() {
    return !type.equals("investment");
  }

  public Reported balances() {
    return reported == null ? new Reported(current, available(), limit) : reported;
  }

  /** The same account of the same person under the id of another Item or time. */
  public Account as(String otherId) {
    return new Account(
        otherId,
        name,
        officialName,
        type,
        subtype,
        mask,
        limit,
        currency,
        unofficial,
        current,
        pending,
        cash,
        persistentId,
        reported,
        fields);
  }

  public Account persisting(@Nullable String id) {
    return new Account(
        accountId,
        name,
        officialName,
        type,
        subtype,
        mask,
        limit,
        currency,
        unofficial,
        current,
        pending,
        cash,
        id,
        reported,
        fields);
  }

  public Account stating(@Nullable Reported nowReported, @Nullable ObjectNode nowFields) {
    return new Account(
        accountId,
        name,
        officialName,
        type,
        subtype,
        mask,
        limit,
        currency,
        unofficial,
        current,
        pending,
        cash,
        persistentId,
        nowReported,
        nowFields);
  }

  private @Nullable BigDecimal available() {
    return switch (type) {
      case "depository" -> current.subtract(pending);
      case "credit" -> limit == null ? null : limit.subtract(current).subtract(pending);
      case "investment" -> cash;
      default -> null;
    };
  }

  private Account withBalances(BigDecimal nowCurrent, BigDecimal nowPending) {
    return new Account(
        accountId,
        name,
        officialName,
        type,
        subtype,
        mask,
        limit,
        currency,
        unofficial,
        nowCurrent,
        nowPending,
        cash,
        persistentId,
        reported,
        fields);
  }
}
