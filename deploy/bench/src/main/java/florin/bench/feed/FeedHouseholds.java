package florin.bench.feed;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The users whose banks publish events: a few connections each, with accounts of their own.
 *
 * @param users in the order of their connections, which take turns
 * @param connections of all of them together
 * @param accounts of a connection
 */
record FeedHouseholds(List<UUID> users, int connections, int accounts) {

  /** Fifty accounts at ten connections of five users. */
  static FeedHouseholds five() {
    return new FeedHouseholds(
        IntStream.range(0, 5).mapToObj(number -> named("user " + number)).toList(), 10, 5);
  }

  UUID user(int connection) {
    return users.get(connection % users.size());
  }

  UUID connection(int connection) {
    return named(user(connection) + " connection " + connection);
  }

  UUID anyAccount(Random random, int connection) {
    return named(
        user(connection) + " account " + (connection + connections * random.nextInt(accounts)));
  }

  static UUID named(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
