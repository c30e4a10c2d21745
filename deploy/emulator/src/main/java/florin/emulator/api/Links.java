package florin.emulator.api;

import florin.emulator.bank.Bank;
import florin.emulator.bank.Entry;
import florin.emulator.bank.Ids;
import florin.emulator.bank.Item;
import florin.emulator.bank.Json;
import florin.emulator.bank.PublicToken;
import florin.emulator.household.Household;
import florin.emulator.household.Institution;
import florin.emulator.http.Call;
import florin.emulator.http.Endpoint;
import florin.emulator.http.ErrorCode;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** From a link token to an Item. */
public final class Links {
  private static final Duration NEW_ITEM_LIFE = Duration.ofHours(4);
  private static final Duration UPDATE_LIFE = Duration.ofMinutes(30);
  private static final int MOST_DAYS = 730;
  private static final Set<String> PRODUCTS =
      Set.of(
          "assets",
          "auth",
          "employment",
          "identity",
          "income_verification",
          "investments",
          "liabilities",
          "payment_initiation",
          "recurring_transactions",
          "signal",
          "statements",
          "transactions",
          "transfer");

  private final Histories histories;
  private final InstantSource clock;

  public Links(Bank bank, Household household, InstantSource clock) {
    this.histories = new Histories(bank, household);
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("/link/token/create", Shapes.LINK_TOKEN, this::createLinkToken),
        new Endpoint("/sandbox/public_token/create", Shapes.SANDBOX_TOKEN, this::createPublicToken),
        new Endpoint("/item/public_token/exchange", Shapes.EXCHANGE, this::exchange));
  }

  private ObjectNode createLinkToken(Call call) {
    var updating = call.optionalText("access_token").isPresent();
    var products = Call.texts(call.body().path("products"));
    if (updating) {
      call.item();
      if (!products.isEmpty()) {
        throw ErrorCode.INVALID_FIELD.because("products must be omitted in update mode");
      }
    } else if (products.isEmpty()) {
      throw missing("products");
    }
    if (!call.body().has("user") && call.optionalText("user_id").isEmpty()) {
      throw missing("user");
    }
    checkProducts(products);
    if (call.text("client_name").length() > 30) {
      throw ErrorCode.INVALID_FIELD.because("client_name must be 30 characters or less");
    }
    days(call.body().path("transactions"));
    webhook(call.optionalText("webhook").orElse(null));
    var expiration = call.bank().clock().realNow().plus(updating ? UPDATE_LIFE : NEW_ITEM_LIFE);
    return Json.object()
        .put("expiration", expiration.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("link_token", "link-sandbox-" + UUID.randomUUID());
  }

  private ObjectNode createPublicToken(Call call) {
    var institution =
        Institution.of(call.text("institution_id"))
            .orElseThrow(ErrorCode.INVALID_INSTITUTION::refusal);
    var products = Call.texts(call.body().path("initial_products"));
    if (products.isEmpty()) {
      throw missing("initial_products");
    }
    checkProducts(products);
    var bank = call.bank();
    var token = "public-sandbox-" + Ids.uuid(bank.seed(), "public-token", bank.publicTokensMade());
    var options = call.options();
    bank.commit(
        List.of(
            new Entry.PublicTokenMade(
                token,
                institution.id(),
                products,
                webhook(options.path("webhook").stringValueOpt().orElse(null)),
                options.path("override_username").stringValueOpt().orElse("user_good"),
                days(options.path("transactions"), bank.anchor()),
                0,
                clock.instant())));
    return Json.object().put("public_token", token);
  }

  private ObjectNode exchange(Call call) {
    var second = call.bank().secondToken(call.text("public_token"));
    return second.isPresent() ? again(call.bank(), second.get()) : first(call);
  }

  /** The Item stays the same, and so does its access token unless it is renewed. */
  private ObjectNode again(Bank bank, Entry.SecondTokenMade second) {
    var item = bank.item(second.itemId()).orElseThrow(ErrorCode.INVALID_PUBLIC_TOKEN::refusal);
    if (!item.lives() || clock.instant().isAfter(second.at().plus(UPDATE_LIFE))) {
      throw ErrorCode.INVALID_PUBLIC_TOKEN.refusal();
    }
    var used = new Entry.SecondTokenUsed(second.publicToken());
    var renewed = "access-sandbox-" + Ids.uuid(bank.seed(), second.publicToken(), 0);
    var accessToken = second.renews() ? renewed : bank.accessTokenOf(item);
    bank.commit(
        second.renews()
            ? List.of(used, new Entry.TokenRotated(item.itemId(), accessToken))
            : List.of(used));
    return Json.object().put("access_token", accessToken).put("item_id", item.itemId());
  }

  private ObjectNode first(Call call) {
    var bank = call.bank();
    var token =
        bank.publicToken(call.text("public_token"))
            .filter(one -> !one.expired(clock.instant()))
            .orElseThrow(ErrorCode.INVALID_PUBLIC_TOKEN::refusal);
    var itemId = Ids.entity(bank.seed(), "item", token.value(), 0);
    var accessToken = "access-sandbox-" + Ids.uuid(bank.seed(), token.value(), 0);
    bank.commit(opened(bank, token, itemId, accessToken));
    return Json.object().put("access_token", accessToken).put("item_id", itemId);
  }

  private List<Entry> opened(Bank bank, PublicToken token, String itemId, String accessToken) {
    var portfolio = histories.portfolio(token, bank.lastOf(token), itemId);
    var item = open(bank, token, itemId, accessToken);
    return portfolio.isEmpty()
        ? List.of(item)
        : List.of(item, new Entry.PortfolioSet(itemId, portfolio));
  }

  private Entry open(Bank bank, PublicToken token, String itemId, String accessToken) {
    var sibling = bank.lastOf(token);
    return new Entry.ItemMade(
        itemId,
        accessToken,
        token.value(),
        histories.accounts(token, sibling, itemId),
        sibling.map(Item::itemId).orElse(null),
        clock.instant());
  }

  private static void checkProducts(List<String> products) {
    for (var product : products) {
      if (!PRODUCTS.contains(product)) {
        throw ErrorCode.INVALID_PRODUCT.because("invalid product: " + product);
      }
    }
  }

  private static int days(JsonNode transactions) {
    var days = transactions.path("days_requested").asInt(MOST_DAYS);
    if (days < 1 || days > MOST_DAYS) {
      throw ErrorCode.INVALID_FIELD.because("days_requested must be between 1 and 730");
    }
    return days;
  }

  /** Plaid's default is 90 days; the household's is all it has. */
  private static int days(JsonNode transactions, LocalDate anchor) {
    var start = transactions.path("start_date").stringValueOpt();
    if (start.isEmpty()) {
      return days(transactions);
    }
    try {
      var days = ChronoUnit.DAYS.between(LocalDate.parse(start.get()), anchor) + 1;
      return (int) Math.clamp(days, 1L, (long) MOST_DAYS);
    } catch (DateTimeParseException noDate) {
      throw ErrorCode.INVALID_FIELD.because("start_date must be a date (YYYY-MM-DD)");
    }
  }

  /** An absolute HTTP address, or none. */
  static @Nullable String webhook(@Nullable String url) {
    if (url == null || url.isEmpty()) {
      return null;
    }
    try {
      var uri = URI.create(url);
      if (uri.getHost() != null && uri.getScheme().matches("https?")) {
        return url;
      }
    } catch (IllegalArgumentException notAnAddress) {
      throw ErrorCode.INVALID_FIELD.because("webhook must be a valid URL");
    }
    throw ErrorCode.INVALID_FIELD.because("webhook must be a valid URL");
  }

  private static RuntimeException missing(String field) {
    var code = ErrorCode.MISSING_FIELDS;
    return code.because(code.message() + field);
  }
}
