package florin.transactions.history;

import florin.events.AvroEvents;
import florin.journal.test.TestPlatform;
import florin.transactions.category.CategoryCodec;
import florin.transactions.category.CategoryEvent;
import florin.transactions.category.UserCategory;
import florin.transactions.merchant.Merchant;
import florin.transactions.merchant.MerchantCodec;
import florin.transactions.merchant.MerchantEvent;
import florin.transactions.projection.TransactionRow;
import florin.transactions.transaction.Overlay;
import florin.transactions.transaction.Transaction;
import florin.transactions.transaction.UserOverrides.FieldOverride;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A transaction out of nothing but the events that an explanation names. */
final class ExplanationReplay {

  private ExplanationReplay() {}

  /** The id that the field has. */
  static UUID of(TestPlatform platform, UUID user, String field, List<?> chain) {
    Set<UUID> named = new HashSet<>();
    chain.forEach(link -> named.add(UUID.fromString(((Map<?, ?>) link).get("eventId").toString())));
    Transaction state = Transaction.DECIDER.initial();
    Map<UUID, UUID> into = new HashMap<>();
    for (Map<String, Object> row :
        platform.query(
            "select stream_type, fingerprint, payload from journal.event where user_id = '"
                + user
                + "' and event_id in ('"
                + named.stream().map(UUID::toString).collect(Collectors.joining("','"))
                + "') order by position")) {
      var avro = AvroEvents.decode((Long) row.get("fingerprint"), (byte[]) row.get("payload"));
      switch (row.get("stream_type").toString()) {
        case UserCategory.STREAM -> {
          var merged = (CategoryEvent.Merged) CategoryCodec.CATEGORIES.codec().fromAvro(avro);
          into.put(merged.id(), merged.into());
        }
        case Merchant.STREAM -> {
          var merged = (MerchantEvent.Merged) MerchantCodec.MERCHANTS.codec().fromAvro(avro);
          into.put(merged.id(), merged.into());
        }
        default -> state = Transaction.evolve(state, Transaction.DECIDER.codec().fromAvro(avro));
      }
    }
    TransactionRow.ProviderValues entry =
        TransactionRow.ProviderValues.of(user, ((Transaction.Present) state).entry());
    Overlay overlay = ((Transaction.Present) state).overlay();
    boolean category = field.equals("categoryId");
    FieldOverride<UUID> word = category ? overlay.category() : overlay.merchant();
    UUID value =
        word.byUser() ? word.value().orElse(null) : category ? entry.category() : entry.merchant();
    for (int links = into.size(); links > 0; links--) {
      value = into.getOrDefault(value, value);
    }
    return value;
  }
}
