package florin.emulator.control;

import florin.emulator.data.Json;
import florin.emulator.http.HttpReply;
import florin.emulator.http.PlaidError;
import florin.emulator.http.RequestLog;
import florin.emulator.item.ItemHistory;
import florin.emulator.state.EmulatorState;
import florin.emulator.state.Item;
import florin.emulator.webhook.WebhookDelivery;
import florin.emulator.webhook.WebhookNotices;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** The table of the control plane's routes. Everything but sending runs on the bank's thread. */
public final class ControlPlane {
  /** A route under {@code /_emulator}; variables in braces. */
  public record Route(
      String method, String path, Function<ControlRequest, Mono<ObjectNode>> handler) {
    public Mono<HttpReply> reply(ControlRequest controlRequest) {
      return Mono.defer(() -> handler.apply(controlRequest))
          .map(answer -> HttpReply.json(200, answer))
          .onErrorResume(
              PlaidError.class,
              plaidError ->
                  Mono.just(HttpReply.json(plaidError.code().status(), plaidError.object())));
    }
  }

  private final EmulatorState emulatorState;
  private final WebhookDelivery webhookDelivery;
  private final TransactionControls transactionControls;
  private final AccountControls accounts;
  private final ItemControls items;
  private final PortfolioControls portfolioControls;
  private final FaultControls faults;
  private final SettingsControls settingsControls;
  private final WebhookStorm webhookStorm;
  private final WebhookControls webhookControls;
  private final StateViews stateViews;

  public ControlPlane(
      EmulatorState emulatorState,
      RequestLog journal,
      WebhookNotices webhookNotices,
      WebhookDelivery webhookDelivery,
      ItemHistory itemHistory) {
    this.emulatorState = emulatorState;
    this.webhookDelivery = webhookDelivery;
    var emulatorClock = emulatorState.clock();
    this.transactionControls =
        new TransactionControls(emulatorState, webhookNotices, emulatorClock);
    this.accounts =
        new AccountControls(emulatorState, webhookNotices, transactionControls, emulatorClock);
    this.items = new ItemControls(emulatorState, webhookNotices, emulatorClock);
    this.portfolioControls = new PortfolioControls(emulatorState, webhookNotices);
    this.faults = new FaultControls(emulatorState);
    this.settingsControls = new SettingsControls(emulatorState);
    this.webhookStorm = new WebhookStorm(emulatorState, webhookNotices, webhookDelivery);
    this.webhookControls = new WebhookControls(emulatorState, webhookNotices, webhookDelivery);
    this.stateViews = new StateViews(emulatorState, journal, itemHistory);
  }

  public List<Route> routes() {
    var transaction = "items/{itemId}/transactions/{transactionId}";
    var account = "items/{itemId}/accounts/{accountId}";
    return List.of(
        route("GET", "health", controlRequest -> stateViews.health()),
        route("GET", "clock", controlRequest -> settingsControls.clock()),
        route("POST", "clock", settingsControls::advance),
        route("POST", "limits", settingsControls::limit),
        route("POST", "mutations", settingsControls::mutations),
        route("POST", "delivery", settingsControls::delivery),
        new Route("POST", "delivery/release", controlRequest -> release()),
        new Route("POST", "storm", webhookStorm::send),
        route("GET", "items", controlRequest -> stateViews.items()),
        route("GET", "requests", controlRequest -> stateViews.requests()),
        route("GET", "webhooks", controlRequest -> stateViews.webhooks()),
        route(
            "GET",
            "truth",
            controlRequest -> stateViews.truth(item(controlRequest.query().get("item_id")))),
        route("POST", "keys/rotate", settingsControls::rotate),
        route("POST", "faults", controlRequest -> faults.plan(controlRequest, null)),
        route("DELETE", "faults", controlRequest -> faults.clear()),
        ofItem(
            "POST",
            "items/{itemId}/faults",
            (controlRequest, item) -> faults.plan(controlRequest, item.itemId())),
        route("DELETE", "requests", controlRequest -> stateViews.forgetRequests()),
        route("POST", "items/bulk", items::bulk),
        ofItem("POST", "items/{itemId}/public-token", items::secondToken),
        ofItem("POST", "items/{itemId}/repair", items::repair),
        ofItem("POST", "items/{itemId}/expire", items::expire),
        ofItem("POST", "items/{itemId}/revoke", items::revoke),
        ofItem("POST", "items/{itemId}/accounts", accounts::offer),
        ofItem("PATCH", account, accounts::reword),
        ofItem("POST", account + "/close", accounts::close),
        ofItem("POST", account + "/churn", accounts::churn),
        ofItem("POST", account + "/revoke", accounts::revoke),
        ofItem("POST", account + "/balance", accounts::balance),
        ofItem("POST", "items/{itemId}/transactions", transactionControls::add),
        ofItem("GET", "items/{itemId}/portfolio", portfolioControls::show),
        ofItem("POST", "items/{itemId}/portfolio", portfolioControls::change),
        ofItem("PATCH", transaction, transactionControls::modify),
        ofItem("DELETE", transaction, transactionControls::remove),
        ofItem("POST", transaction + "/post", transactionControls::post),
        new Route(
            "POST",
            "items/{itemId}/webhooks",
            controlRequest ->
                webhookControls.send(controlRequest, item(controlRequest.variable("itemId")))));
  }

  private Mono<ObjectNode> release() {
    return webhookDelivery.release().map(released -> Json.object().put("released", released));
  }

  private static Route route(
      String method, String path, Function<ControlRequest, ObjectNode> handler) {
    return new Route(
        method, path, controlRequest -> Mono.fromCallable(() -> handler.apply(controlRequest)));
  }

  private Route ofItem(
      String method, String path, BiFunction<ControlRequest, Item, ObjectNode> handler) {
    return route(
        method,
        path,
        controlRequest -> handler.apply(controlRequest, item(controlRequest.variable("itemId"))));
  }

  private Item item(@Nullable String itemId) {
    return emulatorState
        .item(String.valueOf(itemId))
        .orElseThrow(() -> ControlRequest.notFound("item " + itemId));
  }
}
