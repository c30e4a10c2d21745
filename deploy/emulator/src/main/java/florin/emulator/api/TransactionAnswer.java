package florin.emulator.api;

import florin.emulator.bank.Category;
import florin.emulator.bank.Details;
import florin.emulator.bank.Ids;
import florin.emulator.bank.Json;
import florin.emulator.bank.Transaction;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Plaid's Transaction object: keys that may be null are there as null. */
public final class TransactionAnswer {
  private static final String ASSETS = "https://plaid-category-icons.plaid.com/PFC_";
  private static final List<String> LOCATION =
      List.of("address", "city", "country", "lat", "lon", "postal_code", "region", "store_number");
  private static final List<String> PAYMENT_META =
      List.of(
          "by_order_of",
          "payee",
          "payer",
          "payment_method",
          "payment_processor",
          "ppd_id",
          "reason",
          "reference_number");

  private TransactionAnswer() {}

  public static ObjectNode of(Transaction transaction, boolean withStatementText) {
    var details = transaction.details();
    var answer = Json.object();
    answer.put("account_id", transaction.accountId());
    answer.putNull("account_owner");
    answer.put("amount", details.amount());
    answer.put("authorized_date", details.authorizedDate().toString());
    answer.putNull("authorized_datetime");
    answer.put("check_number", details.checkNumber());
    answer.set("counterparties", counterparties(details));
    answer.put("date", details.date().toString());
    answer.putNull("datetime");
    answer.put("iso_currency_code", details.currency());
    answer.set("location", location(details));
    answer.putNull("logo_url");
    answer.put("merchant_entity_id", entity(details.merchant()));
    answer.put("merchant_name", details.merchant());
    answer.put("name", details.name());
    answer.put("original_description", withStatementText ? details.statement() : null);
    answer.put("payment_channel", details.channel());
    answer.set("payment_meta", nulls(PAYMENT_META));
    answer.put("pending", transaction.pending());
    answer.put("pending_transaction_id", transaction.pendingTransactionId());
    answer.set("personal_finance_category", category(details));
    answer.put(
        "personal_finance_category_icon_url",
        ASSETS + Category.primaryOf(details.category()) + ".png");
    answer.put("transaction_code", details.code());
    answer.put("transaction_id", transaction.transactionId());
    answer.put("transaction_type", kind(details));
    answer.putNull("unofficial_currency_code");
    answer.putNull("website");
    Json.merge(answer, transaction.fields());
    return answer;
  }

  private static ObjectNode category(Details details) {
    var category = Json.object();
    category.put("confidence_level", details.confidence());
    category.put("detailed", details.category());
    category.put("primary", Category.primaryOf(details.category()));
    category.put("version", "v2");
    return category;
  }

  private static ArrayNode counterparties(Details details) {
    var array = Json.MAPPER.createArrayNode();
    if (details.merchant() != null) {
      var merchant = array.addObject();
      merchant.put("confidence_level", details.confidence());
      merchant.put("entity_id", entity(details.merchant()));
      merchant.putNull("logo_url");
      merchant.put("name", details.merchant());
      merchant.put("type", "merchant");
      merchant.putNull("website");
    }
    return array;
  }

  private static ObjectNode location(Details details) {
    var location = nulls(LOCATION);
    if (details.city() != null) {
      location.put("city", details.city());
    }
    return location;
  }

  private static ObjectNode nulls(List<String> names) {
    var object = Json.object();
    names.forEach(object::putNull);
    return object;
  }

  private static @Nullable String entity(@Nullable String merchant) {
    return merchant == null
        ? null
        : Ids.entity(0, "merchant", merchant.toLowerCase(Locale.ROOT), 0);
  }

  private static String kind(Details details) {
    return switch (details.channel()) {
      case "online" -> "digital";
      case "in store" -> "place";
      default -> "special";
    };
  }
}
