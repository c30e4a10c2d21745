package florin.emulator.api;

import florin.emulator.data.Account;
import florin.emulator.data.Json;
import florin.emulator.http.Endpoint;
import florin.emulator.http.EndpointCall;
import florin.emulator.http.ErrorCode;
import florin.emulator.item.AccountJson;
import florin.emulator.item.ItemJson;
import florin.emulator.state.Item;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Accounts and balances; here the cached and the live ones are the same. */
public final class AccountEndpoints {
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("/accounts/get", RequestShapes.ACCOUNTS, AccountEndpoints::get),
        new Endpoint("/accounts/balance/get", RequestShapes.BALANCES, AccountEndpoints::get));
  }

  private static ObjectNode get(EndpointCall endpointCall) {
    var item = endpointCall.healthyItem();
    var answer = Json.object();
    answer.set("accounts", AccountJson.of(wanted(endpointCall, item)));
    answer.set("item", ItemJson.of(item));
    return answer;
  }

  static Collection<Account> wanted(EndpointCall endpointCall, Item item) {
    var ids = EndpointCall.texts(endpointCall.options().path("account_ids"));
    if (ids.isEmpty()) {
      return item.accounts();
    }
    var found =
        item.accounts().stream().filter(account -> ids.contains(account.accountId())).toList();
    if (found.size() < ids.stream().distinct().count()) {
      throw ErrorCode.INVALID_ACCOUNT_ID.refusal();
    }
    return List.copyOf(found);
  }
}
