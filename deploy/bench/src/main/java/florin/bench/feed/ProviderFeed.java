package florin.bench.feed;

import florin.events.money.MoneyAmount;
import florin.events.providersync.ObservedTransaction;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Provider data of some households: three years, three hundred merchants, in the form of Plaid's
 * data. The same seed gives the same feed.
 */
public record ProviderFeed(FeedHouseholds households, List<FeedTransaction> facts) {

  private static final int BRANCHES = 30;
  private static final int DAYS = 3 * 365;
  private static final LocalDate LAST_DAY = LocalDate.of(2026, 6, 30);
  private static final String[] SHOPS = {
    "Corner Market", "Blue Bottle Coffee", "City Transit", "Northwind Energy", "Acme Payroll",
    "Stationery & More", "Harbour Cinema", "Green Grocer", "Fit Factory", "Airline of the Seas"
  };
  private static final String[][] CATEGORIES = {
    {"FOOD_AND_DRINK", "FOOD_AND_DRINK_GROCERIES"},
    {"FOOD_AND_DRINK", "FOOD_AND_DRINK_COFFEE"},
    {"TRANSPORTATION", "TRANSPORTATION_PUBLIC_TRANSIT"},
    {"RENT_AND_UTILITIES", "RENT_AND_UTILITIES_GAS_AND_ELECTRICITY"},
    {"INCOME", "INCOME_WAGES"},
    {"GENERAL_MERCHANDISE", "GENERAL_MERCHANDISE_OFFICE_SUPPLIES"},
    {"ENTERTAINMENT", "ENTERTAINMENT_TV_AND_MOVIES"},
    {"FOOD_AND_DRINK", "FOOD_AND_DRINK_GROCERIES"},
    {"PERSONAL_CARE", "PERSONAL_CARE_GYMS_AND_FITNESS_CENTERS"},
    {"TRAVEL", "TRAVEL_FLIGHTS"}
  };
  private static final String ALPHABET =
      "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789";

  /** The first sight of everything, each connection's oldest first. */
  public static ProviderFeed first(int rows, long seed) {
    return first(FeedHouseholds.five(), rows, seed);
  }

  static ProviderFeed first(FeedHouseholds feedHouseholds, int rows, long seed) {
    Random random = new Random(seed);
    List<FeedTransaction> facts = new ArrayList<>(rows);
    for (int i = 0; i < rows; i++) {
      int connection = (int) ((long) i * feedHouseholds.connections() / rows);
      int perConnection = Math.max(1, rows / feedHouseholds.connections());
      int day = (int) ((long) (i % perConnection) * DAYS / perConnection);
      facts.add(fact(feedHouseholds, random, i, connection, LAST_DAY.minusDays(DAYS - 1L - day)));
    }
    return new ProviderFeed(feedHouseholds, List.copyOf(facts));
  }

  /**
   * The whole feed once more: of twenty facts one is modified and one is gone, a new one instead.
   */
  public ProviderFeed second(long seed) {
    Random random = new Random(seed + 1);
    List<FeedTransaction> facts = new ArrayList<>(this.facts.size());
    for (int i = 0; i < this.facts.size(); i++) {
      FeedTransaction before = this.facts.get(i);
      facts.add(
          switch (i % 20) {
            case 0 -> modified(before);
            case 10 ->
                fact(
                    households,
                    random,
                    this.facts.size() + i,
                    (int) ((long) i * households.connections() / this.facts.size()),
                    before.observed().getDate());
            default -> before;
          });
    }
    return new ProviderFeed(households, List.copyOf(facts));
  }

  /**
   * The expected state after this feed followed an earlier one: the last version of each
   * transaction.
   */
  public static Map<String, FeedTransaction> truth(ProviderFeed... feeds) {
    Map<String, FeedTransaction> truth = new LinkedHashMap<>();
    for (ProviderFeed providerFeed : feeds) {
      providerFeed.facts.forEach(
          feedTransaction ->
              truth.put(feedTransaction.observed().getExternalId(), feedTransaction));
    }
    return truth;
  }

  /** The facts in pieces of one user, in order. */
  public List<List<FeedTransaction>> batches(int size) {
    Map<UUID, List<FeedTransaction>> byUser = new LinkedHashMap<>();
    facts.forEach(
        feedTransaction ->
            byUser
                .computeIfAbsent(feedTransaction.user(), _ -> new ArrayList<>())
                .add(feedTransaction));
    List<List<FeedTransaction>> batches = new ArrayList<>();
    for (List<FeedTransaction> ofUser : byUser.values()) {
      for (int from = 0; from < ofUser.size(); from += size) {
        batches.add(ofUser.subList(from, Math.min(from + size, ofUser.size())));
      }
    }
    return batches;
  }

  private static FeedTransaction modified(FeedTransaction before) {
    ObservedTransaction changed =
        ObservedTransaction.newBuilder(before.observed())
            .setAmount(
                new MoneyAmount(
                    before.observed().getAmount().getAmount().subtract(BigDecimal.ONE), "USD"))
            .build();
    return FeedTransaction.of(before.user(), before.connection(), before.id(), changed);
  }

  private static FeedTransaction fact(
      FeedHouseholds feedHouseholds, Random random, int index, int connection, LocalDate date) {
    int kind = random.nextInt(SHOPS.length);
    BigDecimal amount = BigDecimal.valueOf(100 + random.nextInt(20_000), 2).setScale(10);
    String merchant = SHOPS[kind] + " " + (1 + random.nextInt(BRANCHES));
    ObservedTransaction observed =
        ObservedTransaction.newBuilder()
            .setExternalId(text(random, 37))
            .setAccountId(feedHouseholds.anyAccount(random, connection))
            .setAmount(new MoneyAmount(kind == 4 ? amount : amount.negate(), "USD"))
            .setDate(date)
            .setAuthorizedDate(date.minusDays(random.nextInt(2)))
            .setName(merchant + " #" + random.nextInt(10_000))
            .setOriginalDescription(merchant.toUpperCase(java.util.Locale.ROOT) + " 0000 CARD")
            .setMerchantName(merchant)
            .setMerchantEntityId(FeedHouseholds.named(merchant).toString())
            .setPending(false)
            .setCategoryPrimary(CATEGORIES[kind][0])
            .setCategoryDetailed(CATEGORIES[kind][1])
            .setCategoryConfidence("VERY_HIGH")
            .setPaymentChannel(random.nextBoolean() ? "in store" : "online")
            .setWebsite("shop" + kind + ".example")
            .setLogoUrl("https://logos.example/merchants/shop_" + kind + ".png")
            .build();
    return FeedTransaction.of(
        feedHouseholds.user(connection),
        feedHouseholds.connection(connection),
        timeOrdered(random, index),
        observed);
  }

  /** A UUIDv7 whose time is the row's number, so that the limit's index grows at one end too. */
  private static UUID timeOrdered(Random random, int index) {
    long time = FeedTransaction.AT.toEpochMilli() + index;
    return new UUID(time << 16 | 0x7000, random.nextLong() >>> 2 | 1L << 63);
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
