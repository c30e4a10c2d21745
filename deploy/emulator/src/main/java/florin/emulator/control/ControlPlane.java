package florin.emulator.control;

import florin.emulator.bank.Bank;
import florin.emulator.bank.Item;
import florin.emulator.bank.Json;
import florin.emulator.http.Refusal;
import florin.emulator.http.Reply;
import florin.emulator.http.RequestJournal;
import florin.emulator.webhook.Notices;
import florin.emulator.webhook.Postman;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** The table of the control plane's routes. Everything but sending runs on the bank's thread. */
public final class ControlPlane {
  /** A route under {@code /_emulator}; variables in braces. */
  public record Route(String method, String path, Function<Request, Mono<ObjectNode>> handler) {
    public Mono<Reply> reply(Request request) {
      return Mono.defer(() -> handler.apply(request))
          .map(answer -> Reply.json(200, answer))
          .onErrorResume(
              Refusal.class,
              refusal -> Mono.just(Reply.json(refusal.code().status(), refusal.object())));
    }
  }

  private final Bank bank;
  private final Postman postman;
  private final Mutations mutations;
  private final AccountChanges accounts;
  private final ItemChanges items;
  private final Portfolios portfolios;
  private final FaultPlans faults;
  private final Settings settings;
  private final Storm storm;
  private final Webhooks webhooks;
  private final Views views;

  public ControlPlane(Bank bank, RequestJournal journal, Notices notices, Postman postman) {
    this.bank = bank;
    this.postman = postman;
    var clock = bank.clock();
    this.mutations = new Mutations(bank, notices, clock);
    this.accounts = new AccountChanges(bank, notices, mutations, clock);
    this.items = new ItemChanges(bank, notices, clock);
    this.portfolios = new Portfolios(bank, notices);
    this.faults = new FaultPlans(bank);
    this.settings = new Settings(bank);
    this.storm = new Storm(bank, notices, postman);
    this.webhooks = new Webhooks(bank, notices, postman);
    this.views = new Views(bank, journal);
  }

  public List<Route> routes() {
    var transaction = "items/{itemId}/transactions/{transactionId}";
    var account = "items/{itemId}/accounts/{accountId}";
    return List.of(
        route("GET", "health", request -> views.health()),
        route("GET", "clock", request -> settings.clock()),
        route("POST", "clock", settings::advance),
        route("POST", "limits", settings::limit),
        route("POST", "mutations", settings::mutations),
        route("POST", "delivery", settings::delivery),
        new Route("POST", "delivery/release", request -> release()),
        new Route("POST", "storm", storm::send),
        route("GET", "items", request -> views.items()),
        route("GET", "requests", request -> views.requests()),
        route("GET", "webhooks", request -> views.webhooks()),
        route("GET", "truth", request -> views.truth(item(request.query().get("item_id")))),
        route("POST", "keys/rotate", settings::rotate),
        route("POST", "faults", request -> faults.plan(request, null)),
        route("DELETE", "faults", request -> faults.clear()),
        ofItem(
            "POST",
            "items/{itemId}/faults",
            (request, item) -> faults.plan(request, item.itemId())),
        route("DELETE", "requests", request -> views.forgetRequests()),
        route("POST", "items/bulk", items::bulk),
        ofItem("POST", "items/{itemId}/public-token", items::secondToken),
        ofItem("POST", "items/{itemId}/repair", items::repair),
        ofItem("POST", "items/{itemId}/revoke", items::revoke),
        ofItem("POST", "items/{itemId}/accounts", accounts::offer),
        ofItem("PATCH", account, accounts::reword),
        ofItem("POST", account + "/close", accounts::close),
        ofItem("POST", account + "/churn", accounts::churn),
        ofItem("POST", account + "/revoke", accounts::revoke),
        ofItem("POST", account + "/balance", accounts::balance),
        ofItem("POST", "items/{itemId}/transactions", mutations::add),
        ofItem("GET", "items/{itemId}/portfolio", portfolios::show),
        ofItem("POST", "items/{itemId}/portfolio", portfolios::change),
        ofItem("PATCH", transaction, mutations::modify),
        ofItem("DELETE", transaction, mutations::remove),
        ofItem("POST", transaction + "/post", mutations::post),
        new Route(
            "POST",
            "items/{itemId}/webhooks",
            request -> webhooks.send(request, item(request.variable("itemId")))));
  }

  private Mono<ObjectNode> release() {
    return postman.release().map(released -> Json.object().put("released", released));
  }

  private static Route route(String method, String path, Function<Request, ObjectNode> handler) {
    return new Route(method, path, request -> Mono.fromCallable(() -> handler.apply(request)));
  }

  private Route ofItem(String method, String path, BiFunction<Request, Item, ObjectNode> handler) {
    return route(method, path, request -> handler.apply(request, item(request.variable("itemId"))));
  }

  private Item item(@Nullable String itemId) {
    return bank.item(String.valueOf(itemId)).orElseThrow(() -> Request.notFound("item " + itemId));
  }
}
