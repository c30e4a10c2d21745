package florin.emulator.data;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * The holdings, investment transactions and liabilities of an Item, as in responses.
 *
 * @param transactions of investment accounts, in order of arrival
 * @param hidden ids of securities that no response describes
 * @param liabilities the object of that name
 */
public record Portfolio(
    List<ObjectNode> securities,
    List<ObjectNode> holdings,
    List<ObjectNode> transactions,
    List<String> hidden,
    ObjectNode liabilities) {
  public static final String ACCOUNT = "account_id";
  public static final String SECURITY = "security_id";
  public static final String TRANSACTION = "investment_transaction_id";

  public static Portfolio empty() {
    return new Portfolio(List.of(), List.of(), List.of(), List.of(), noLiabilities());
  }

  public static ObjectNode noLiabilities() {
    var none = Json.object();
    List.of("credit", "mortgage", "student").forEach(none::putNull);
    return none;
  }

  public boolean isEmpty() {
    return securities.isEmpty() && holdings.isEmpty() && transactions.isEmpty() && debts() == 0;
  }

  private int debts() {
    return liabilities.valueStream().mapToInt(kind -> kind.size()).sum();
  }

  public Optional<ObjectNode> holding(String account, String security) {
    return holdings.stream()
        .filter(one -> one.path(ACCOUNT).asString("").equals(account))
        .filter(one -> one.path(SECURITY).asString("").equals(security))
        .findFirst();
  }

  /** The same with other ids of accounts and transactions. */
  public Portfolio as(UnaryOperator<String> account, UnaryOperator<String> transaction) {
    return new Portfolio(
        securities,
        holdings.stream().map(one -> renamed(one, ACCOUNT, account)).toList(),
        transactions.stream()
            .map(one -> renamed(renamed(one, ACCOUNT, account), TRANSACTION, transaction))
            .toList(),
        hidden,
        debtsOf(account));
  }

  /** An account under another id, its transactions too. */
  public Portfolio churned(String before, String after) {
    var moved = as(id -> id.equals(before) ? after : id, id -> id);
    return new Portfolio(
        moved.securities,
        moved.holdings,
        moved.transactions.stream()
            .map(
                one ->
                    one.path(ACCOUNT).asString("").equals(after)
                        ? renamed(
                            one, TRANSACTION, id -> new StringBuilder(id).reverse().toString())
                        : one)
            .toList(),
        moved.hidden,
        moved.liabilities);
  }

  private ObjectNode debtsOf(UnaryOperator<String> account) {
    var debts = liabilities.deepCopy();
    for (var kind : debts) {
      for (var one : kind) {
        ((ObjectNode) one).put(ACCOUNT, account.apply(one.path(ACCOUNT).asString("")));
      }
    }
    return debts;
  }

  private static ObjectNode renamed(ObjectNode one, String field, UnaryOperator<String> name) {
    return one.deepCopy().put(field, name.apply(one.path(field).asString("")));
  }
}
