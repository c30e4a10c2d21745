package florin.emulator.api;

import florin.emulator.bank.Account;
import florin.emulator.bank.Item;
import florin.emulator.bank.Json;
import florin.emulator.http.Call;
import florin.emulator.http.Endpoint;
import florin.emulator.http.ErrorCode;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Accounts and balances; here the cached and the live ones are the same. */
public final class Accounts {
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("/accounts/get", Shapes.ACCOUNTS, Accounts::get),
        new Endpoint("/accounts/balance/get", Shapes.BALANCES, Accounts::get));
  }

  private static ObjectNode get(Call call) {
    var item = call.healthyItem();
    var answer = Json.object();
    answer.set("accounts", AccountAnswer.of(wanted(call, item)));
    answer.set("item", ItemAnswer.of(item));
    return answer;
  }

  static Collection<Account> wanted(Call call, Item item) {
    var ids = Call.texts(call.options().path("account_ids"));
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
