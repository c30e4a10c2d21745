package florin.emulator.api;

import florin.emulator.data.Ids;
import florin.emulator.data.Json;
import florin.emulator.data.PublicToken;
import florin.emulator.household.Household;
import florin.emulator.household.value.Institution;
import florin.emulator.http.Endpoint;
import florin.emulator.http.EndpointCall;
import florin.emulator.http.ErrorCode;
import florin.emulator.item.ItemHistory;
import florin.emulator.link.HostedLink;
import florin.emulator.link.LinkSession;
import florin.emulator.state.EmulatorState;
import florin.emulator.state.Item;
import florin.emulator.state.StateEntry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** From a link token to an Item. */
public final class LinkEndpoints {
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

  private final ItemHistory itemHistory;
  private final HostedLink hostedLink;
  private final InstantSource clock;

  public LinkEndpoints(
      EmulatorState emulatorState,
      Household household,
      HostedLink hostedLink,
      InstantSource clock) {
    this.itemHistory = new ItemHistory(emulatorState, household);
    this.hostedLink = hostedLink;
    this.clock = clock;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("/link/token/create", RequestShapes.LINK_TOKEN, this::createLinkToken),
        new Endpoint("/link/token/get", RequestShapes.LINK_TOKEN_GET, hostedLink::result),
        new Endpoint(
            "/sandbox/public_token/create", RequestShapes.SANDBOX_TOKEN, this::createPublicToken),
        new Endpoint("/item/public_token/exchange", RequestShapes.EXCHANGE, this::exchange));
  }

  private ObjectNode createLinkToken(EndpointCall endpointCall) {
    var updating = endpointCall.optionalText("access_token").isPresent();
    var products = EndpointCall.texts(endpointCall.body().path("products"));
    if (updating) {
      endpointCall.item();
      if (!products.isEmpty()) {
        throw ErrorCode.INVALID_FIELD.because("products must be omitted in update mode");
      }
    } else if (products.isEmpty()) {
      throw missing("products");
    }
    if (!endpointCall.body().has("user") && endpointCall.optionalText("user_id").isEmpty()) {
      throw missing("user");
    }
    checkProducts(products);
    if (endpointCall.text("client_name").length() > 30) {
      throw ErrorCode.INVALID_FIELD.because("client_name must be 30 characters or less");
    }
    var days = days(endpointCall.body().path("transactions"));
    var webhook = webhook(endpointCall.optionalText("webhook").orElse(null));
    var now = endpointCall.bank().clock().realNow();
    var session =
        new LinkSession(
            "link-sandbox-" + UUID.randomUUID(),
            updating ? Optional.of(endpointCall.item().itemId()) : Optional.empty(),
            products,
            webhook,
            days,
            now,
            now.plus(updating ? UPDATE_LIFE : NEW_ITEM_LIFE),
            new LinkSession.Outcome.Open());
    var answer =
        Json.object()
            .put("expiration", session.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("link_token", session.linkToken());
    if (endpointCall.body().path("hosted_link").isObject()) {
      answer.put("hosted_link_url", hostedLink.open(session).toString());
    }
    return answer;
  }

  private ObjectNode createPublicToken(EndpointCall endpointCall) {
    var institution =
        Institution.of(endpointCall.text("institution_id"))
            .orElseThrow(ErrorCode.INVALID_INSTITUTION::refusal);
    var products = EndpointCall.texts(endpointCall.body().path("initial_products"));
    if (products.isEmpty()) {
      throw missing("initial_products");
    }
    checkProducts(products);
    var emulatorState = endpointCall.bank();
    var token = emulatorState.nextPublicToken();
    var options = endpointCall.options();
    emulatorState.commit(
        List.of(
            new StateEntry.PublicTokenMade(
                token,
                institution.id(),
                products,
                webhook(options.path("webhook").stringValueOpt().orElse(null)),
                options.path("override_username").stringValueOpt().orElse("user_good"),
                days(options.path("transactions"), emulatorState.anchor()),
                0,
                clock.instant())));
    return Json.object().put("public_token", token);
  }

  private ObjectNode exchange(EndpointCall endpointCall) {
    var second = endpointCall.bank().secondToken(endpointCall.text("public_token"));
    return second.isPresent() ? again(endpointCall.bank(), second.get()) : first(endpointCall);
  }

  /** The Item stays the same, and so does its access token unless it is renewed. */
  private ObjectNode again(EmulatorState emulatorState, StateEntry.SecondTokenMade second) {
    var item =
        emulatorState.item(second.itemId()).orElseThrow(ErrorCode.INVALID_PUBLIC_TOKEN::refusal);
    if (!item.isActive() || clock.instant().isAfter(second.at().plus(UPDATE_LIFE))) {
      throw ErrorCode.INVALID_PUBLIC_TOKEN.refusal();
    }
    var used = new StateEntry.SecondTokenUsed(second.publicToken());
    var renewed = "access-sandbox-" + Ids.uuid(emulatorState.seed(), second.publicToken(), 0);
    var accessToken = second.renews() ? renewed : emulatorState.accessTokenOf(item);
    emulatorState.commit(
        second.renews()
            ? List.of(used, new StateEntry.TokenRotated(item.itemId(), accessToken))
            : List.of(used));
    return Json.object().put("access_token", accessToken).put("item_id", item.itemId());
  }

  private ObjectNode first(EndpointCall endpointCall) {
    var emulatorState = endpointCall.bank();
    var token =
        emulatorState
            .publicToken(endpointCall.text("public_token"))
            .filter(one -> !one.expired(clock.instant()))
            .orElseThrow(ErrorCode.INVALID_PUBLIC_TOKEN::refusal);
    var itemId = Ids.entity(emulatorState.seed(), "item", token.value(), 0);
    var accessToken = "access-sandbox-" + Ids.uuid(emulatorState.seed(), token.value(), 0);
    emulatorState.commit(opened(emulatorState, token, itemId, accessToken));
    return Json.object().put("access_token", accessToken).put("item_id", itemId);
  }

  private List<StateEntry> opened(
      EmulatorState emulatorState, PublicToken token, String itemId, String accessToken) {
    var portfolio = itemHistory.portfolio(token, emulatorState.lastOf(token), itemId);
    var item = open(emulatorState, token, itemId, accessToken);
    return portfolio.isEmpty()
        ? List.of(item)
        : List.of(item, new StateEntry.PortfolioSet(itemId, portfolio));
  }

  private StateEntry open(
      EmulatorState emulatorState, PublicToken token, String itemId, String accessToken) {
    var sibling = emulatorState.lastOf(token);
    return new StateEntry.ItemMade(
        itemId,
        accessToken,
        token.value(),
        itemHistory.accounts(token, sibling, itemId),
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
