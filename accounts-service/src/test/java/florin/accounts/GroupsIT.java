package florin.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import florin.journal.stream.Ids;
import florin.journal.test.TestPlatform;
import florin.journal.test.TestScale;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

class GroupsIT extends RunningAccounts {

  private static final String GROUPS = "/api/account-groups";
  private static final String SNAPSHOT = "/api/account-snapshot";

  private final String user = someone("groups");

  private Map<?, ?> answered(WebTestClient.ResponseSpec response, int status) {
    return response
        .expectStatus()
        .isEqualTo(status)
        .expectBody(Map.class)
        .returnResult()
        .getResponseBody();
  }

  private String account(String name) {
    return account(name, "0");
  }

  private String account(String name, String balance) {
    return (String)
        answered(
                send(
                    user,
                    HttpMethod.POST,
                    "/api/accounts",
                    Map.of(
                        "name",
                        name,
                        "type",
                        "other",
                        "currency",
                        "USD",
                        "openingBalance",
                        Map.of("amount", balance, "currency", "USD"))),
                201)
            .get("id");
  }

  private String group(String name) {
    return (String)
        answered(send(user, HttpMethod.POST, GROUPS, Map.of("name", name)), 201).get("id");
  }

  private List<Object> names() {
    return items(user, GROUPS).stream().<Object>map(item -> item.get("name")).toList();
  }

  private Object active() {
    return items(user, GROUPS).stream()
        .filter(item -> item.get("active").equals(true))
        .map(item -> item.get("name"))
        .findFirst()
        .orElseThrow();
  }

  private WebTestClient.ResponseSpec add(String group, Object account) {
    return send(
        user, HttpMethod.POST, GROUPS + "/" + group + "/accounts", Map.of("accountId", account));
  }

  private Object accounts(String group) {
    return got(user, GROUPS + "/" + group).get("accountIds");
  }

  private static <T> List<T> together(int times, Callable<T> task)
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(Collections.nCopies(times, task))) {
        results.add(result.get());
      }
      return results;
    }
  }

  @Nested
  class Default {

    @Test
    void isShownAndNotWritten() {
      Map<String, Object> shown = items(user, GROUPS).getFirst();
      assertThat(shown.get("name")).isEqualTo("Group");
      assertThat(shown.get("isDefault")).isEqualTo(true);
      assertThat(shown.get("active")).isEqualTo(true);
      assertThat(got(user, GROUPS + "/" + shown.get("id"))).isEqualTo(shown);
      got(user, SNAPSHOT);
      assertThat(events(user)).isZero();
    }

    @Test
    void becomesRealWithTheFirstAccount() {
      String cash = account("Cash");
      String shown = (String) items(user, GROUPS).getFirst().get("id");
      Map<?, ?> real = answered(add(shown, cash), 200);
      assertThat(real.get("id")).isEqualTo(shown);
      assertThat(real.get("isDefault")).isEqualTo(false);
      assertThat(real.get("accountIds")).isEqualTo(List.of(cash));
      send(user, HttpMethod.DELETE, GROUPS + "/" + shown, null).expectStatus().isNoContent();
      assertThat(items(user, GROUPS))
          .singleElement()
          .satisfies(item -> assertThat(item.get("isDefault")).isEqualTo(true));
    }
  }

  @Nested
  class Commands {

    @Test
    void areReadBackAtOnce() {
      String house = group("House");
      String fun = group(" ");
      assertThat(names()).containsExactly("House", "Group");
      assertThat(active()).isEqualTo("Group");
      answered(
          send(
              user,
              HttpMethod.PATCH,
              GROUPS + "/" + fun,
              Map.of("name", "Fun", "accent", "#0ea5e9")),
          200);
      answered(send(user, HttpMethod.PUT, GROUPS + "/active", Map.of("groupId", house)), 200);
      assertThat(active()).isEqualTo("House");
      answered(
          send(user, HttpMethod.PUT, GROUPS + "/order", Map.of("groupIds", List.of(fun, house))),
          200);
      assertThat(names()).containsExactly("Fun", "House");
      send(user, HttpMethod.DELETE, GROUPS + "/" + house, null).expectStatus().isNoContent();
      assertThat(active()).isEqualTo("Fun");
      send(user, HttpMethod.GET, GROUPS + "/" + house, null).expectStatus().isNotFound();
    }

    @Test
    void keepTheOrderOfAccountsExact() {
      String group = group("House");
      List<String> ids = Stream.of("a", "b", "c").map(GroupsIT.this::account).toList();
      ids.forEach(id -> add(group, id).expectStatus().isOk());
      add(group, ids.getFirst()).expectStatus().isOk();
      assertThat(accounts(group)).isEqualTo(ids);
      String path = GROUPS + "/" + group + "/accounts";
      List<String> turned = ids.reversed();
      answered(send(user, HttpMethod.PUT, path, Map.of("accountIds", turned)), 200);
      assertThat(accounts(group)).isEqualTo(turned);
      for (List<String> wrong :
          List.of(turned.subList(0, 2), List.of(ids.get(0), ids.get(0), ids.get(1)))) {
        answered(send(user, HttpMethod.PUT, path, Map.of("accountIds", wrong)), 422);
      }
      answered(send(user, HttpMethod.DELETE, path + "/" + ids.get(1), null), 200);
      assertThat(accounts(group)).isEqualTo(List.of(ids.get(2), ids.get(0)));
      add(group, UUID.randomUUID()).expectStatus().isEqualTo(422);
    }

    @Test
    void staySixtyFourAtOnceWithinTheLimits() throws InterruptedException, ExecutionException {
      String group = group("House");
      List<String> ids = IntStream.range(0, 12).mapToObj(i -> account("a" + i)).toList();
      List<Integer> statuses =
          together(
              64,
              () -> {
                int pick = java.util.concurrent.ThreadLocalRandom.current().nextInt(ids.size());
                return add(group, ids.get(pick)).expectBody().returnResult().getStatus().value();
              });
      assertThat(statuses).containsOnly(200, 422);
      List<?> members = (List<?>) accounts(group);
      assertThat(members).hasSize(5).doesNotHaveDuplicates();
      List<Map<String, Object>> positions =
          platform.query(
              "select account_id from view.account_group_member where user_id = '"
                  + TestPlatform.user(user)
                  + "' order by position");
      assertThat(positions).extracting(row -> row.get("account_id").toString()).isEqualTo(members);
      assertThat(
              platform.count(
                  "select count(*) from journal.event where type like '%AccountGrouped' and user_id"
                      + " = '"
                      + TestPlatform.user(user)
                      + "'"))
          .isEqualTo(5);
    }
  }

  @Nested
  class Snapshots {

    @Test
    void startWithTheGreatestOnEachSide() {
      List<String> assets =
          IntStream.rangeClosed(1, 7).mapToObj(i -> account("asset " + i, "" + i)).toList();
      String debt = account("debt", "-100");
      String nothing = account("nothing");
      Map<?, ?> snapshot = got(user, SNAPSHOT);
      assertThat(snapshot.get("isDefault")).isEqualTo(true);
      assertThat(snapshot.get("selectedAccountIds"))
          .isEqualTo(
              Stream.concat(
                      Stream.concat(assets.reversed().stream().limit(5), Stream.of(debt)),
                      Stream.of(assets.get(1), assets.get(0), nothing))
                  .toList());
    }

    @Test
    void leaveOutWhatIsTooMuchAndSaySo() {
      List<String> ids = IntStream.range(0, 12).mapToObj(i -> account("a" + i)).toList();
      UUID unknown = Ids.next();
      List<String> wanted = new ArrayList<>(ids.reversed());
      wanted.add(3, unknown.toString());
      Map<?, ?> chosen =
          answered(send(user, HttpMethod.PUT, SNAPSHOT, Map.of("accountIds", wanted)), 200);
      assertThat(chosen.get("selectedAccountIds")).isEqualTo(ids.reversed().subList(0, 10));
      assertThat(chosen.get("discardedIds"))
          .isEqualTo(List.of(unknown.toString(), ids.get(1), ids.get(0)));
      send(user, HttpMethod.PATCH, "/api/accounts/" + ids.get(11), Map.of("hidden", true))
          .expectStatus()
          .isOk();
      assertThat(got(user, SNAPSHOT).get("selectedAccountIds"))
          .isEqualTo(ids.reversed().subList(1, 10));
      assertThat(got(user, SNAPSHOT).get("discardedIds")).isEqualTo(List.of(ids.get(11)));
      answered(send(user, HttpMethod.DELETE, SNAPSHOT, null), 200);
      assertThat(got(user, SNAPSHOT).get("isDefault")).isEqualTo(true);
    }

    @Test
    void chosenManyAtOnceAreOneOfTheChoices() throws InterruptedException, ExecutionException {
      List<String> ids = IntStream.range(0, 11).mapToObj(i -> account("a" + i)).toList();
      List<Object> answers =
          together(
              TestScale.of(24, 64),
              () -> {
                List<String> wanted = new ArrayList<>(ids);
                Collections.shuffle(wanted);
                return answered(
                        send(user, HttpMethod.PUT, SNAPSHOT, Map.of("accountIds", wanted)), 200)
                    .get("selectedAccountIds");
              });
      assertThat(answers).allSatisfy(chosen -> assertThat((List<?>) chosen).hasSize(10));
      assertThat(answers).contains(got(user, SNAPSHOT).get("selectedAccountIds"));
    }
  }
}
