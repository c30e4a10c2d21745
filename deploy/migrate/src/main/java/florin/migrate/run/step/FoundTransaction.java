package florin.migrate.run.step;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A transaction as Florin has it; texts that are absent are empty.
 *
 * @param externalId the bank's id
 * @param amount negative = money out
 * @param removed whether it was removed by the bank or by the user
 * @param version how often the user changed it
 */
public record FoundTransaction(
    String id,
    String account,
    String externalId,
    LocalDate date,
    BigDecimal amount,
    String currency,
    String description,
    String note,
    String category,
    String merchant,
    List<String> tags,
    boolean excluded,
    String transfer,
    boolean removed,
    int version) {

  static FoundTransaction of(JsonNode row) {
    List<String> tags = new ArrayList<>();
    row.path("tags").forEach(tag -> tags.add(tag.asString()));
    return new FoundTransaction(
        row.path("id").asString(),
        row.path("accountId").asString(),
        row.path("externalId").asString(""),
        LocalDate.parse(row.path("date").asString()),
        new BigDecimal(row.path("amount").path("amount").asString("0")),
        row.path("amount").path("currency").asString(),
        row.path("description").asString(""),
        row.path("note").asString(""),
        row.path("categoryId").asString(""),
        row.path("merchant").asString(""),
        List.copyOf(tags),
        row.path("excluded").asBoolean(false),
        row.path("transferId").asString(""),
        !row.path("removedBy").asString("").isEmpty(),
        row.path("version").asInt(0));
  }

  /** Whether the user has changed a transaction of a bank, or one by hand after its entry. */
  public boolean edited() {
    return version > (externalId.isEmpty() ? 1 : 0);
  }
}
