package florin.emulator.item;

import florin.emulator.data.Account;
import florin.emulator.data.DecimalText;
import florin.emulator.data.Json;
import java.math.BigDecimal;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Plaid's Account object. */
public final class AccountJson {
  private AccountJson() {}

  public static ArrayNode of(Collection<Account> accounts) {
    var array = Json.MAPPER.createArrayNode();
    accounts.forEach(account -> array.add(of(account)));
    return array;
  }

  private static ObjectNode of(Account account) {
    var answer = Json.object();
    answer.put("account_id", account.accountId());
    answer.set("balances", balances(account));
    answer.put("holder_category", "personal");
    answer.put("mask", account.mask());
    answer.put("name", account.name());
    answer.put("official_name", account.officialName());
    if (account.persistentId() != null) {
      answer.put("persistent_account_id", account.persistentId());
    }
    answer.put("subtype", account.subtype());
    answer.put("type", account.type());
    Json.merge(answer, account.fields());
    return answer;
  }

  private static ObjectNode balances(Account account) {
    var stated = account.balances();
    var balances = Json.object();
    balances.put("available", plain(stated.available()));
    balances.put("current", plain(stated.current()));
    balances.put("iso_currency_code", account.unofficial() ? null : account.currency());
    balances.put("limit", plain(stated.limit()));
    balances.put("unofficial_currency_code", account.unofficial() ? account.currency() : null);
    return balances;
  }

  private static @Nullable BigDecimal plain(@Nullable BigDecimal amount) {
    return amount == null ? null : DecimalText.plain(amount);
  }
}
