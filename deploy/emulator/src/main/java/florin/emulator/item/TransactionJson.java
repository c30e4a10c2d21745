package florin.emulator.item;

import florin.emulator.data.Ids;
import florin.emulator.data.Json;
import florin.emulator.data.PersonalFinanceCategory;
import florin.emulator.data.Transaction;
import florin.emulator.data.TransactionDetails;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Plaid's Transaction object: keys that may be null are there as null. */
public final class TransactionJson {
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

  private TransactionJson() {}

  public static ObjectNode of(Transaction transaction, boolean withStatementText) {
    var transactionDetails = transaction.details();
    var answer = Json.object();
    answer.put("account_id", transaction.accountId());
    answer.putNull("account_owner");
    answer.put("amount", transactionDetails.amount());
    answer.put("authorized_date", transactionDetails.authorizedDate().toString());
    answer.putNull("authorized_datetime");
    answer.put("check_number", transactionDetails.checkNumber());
    answer.set("counterparties", counterparties(transactionDetails));
    answer.put("date", transactionDetails.date().toString());
    answer.putNull("datetime");
    answer.put("iso_currency_code", transactionDetails.currency());
    answer.set("location", location(transactionDetails));
    answer.putNull("logo_url");
    answer.put("merchant_entity_id", entity(transactionDetails.merchant()));
    answer.put("merchant_name", transactionDetails.merchant());
    answer.put("name", transactionDetails.name());
    answer.put("original_description", withStatementText ? transactionDetails.statement() : null);
    answer.put("payment_channel", transactionDetails.channel());
    answer.set("payment_meta", nulls(PAYMENT_META));
    answer.put("pending", transaction.pending());
    answer.put("pending_transaction_id", transaction.pendingTransactionId());
    answer.set("personal_finance_category", category(transactionDetails));
    answer.put(
        "personal_finance_category_icon_url",
        ASSETS + PersonalFinanceCategory.primaryOf(transactionDetails.category()) + ".png");
    answer.put("transaction_code", transactionDetails.code());
    answer.put("transaction_id", transaction.transactionId());
    answer.put("transaction_type", kind(transactionDetails));
    answer.putNull("unofficial_currency_code");
    answer.putNull("website");
    Json.merge(answer, transaction.fields());
    return answer;
  }

  private static ObjectNode category(TransactionDetails transactionDetails) {
    var category = Json.object();
    category.put("confidence_level", transactionDetails.confidence());
    category.put("detailed", transactionDetails.category());
    category.put("primary", PersonalFinanceCategory.primaryOf(transactionDetails.category()));
    category.put("version", "v2");
    return category;
  }

  private static ArrayNode counterparties(TransactionDetails transactionDetails) {
    var array = Json.MAPPER.createArrayNode();
    if (transactionDetails.merchant() != null) {
      var merchant = array.addObject();
      merchant.put("confidence_level", transactionDetails.confidence());
      merchant.put("entity_id", entity(transactionDetails.merchant()));
      merchant.putNull("logo_url");
      merchant.put("name", transactionDetails.merchant());
      merchant.put("type", "merchant");
      merchant.putNull("website");
    }
    return array;
  }

  private static ObjectNode location(TransactionDetails transactionDetails) {
    var location = nulls(LOCATION);
    if (transactionDetails.city() != null) {
      location.put("city", transactionDetails.city());
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

  private static String kind(TransactionDetails transactionDetails) {
    return switch (transactionDetails.channel()) {
      case "online" -> "digital";
      case "in store" -> "place";
      default -> "special";
    };
  }
}
