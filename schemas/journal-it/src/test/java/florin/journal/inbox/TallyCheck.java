package florin.journal.inbox;

import florin.journal.sample.SampleRuntime;
import florin.journal.test.TestPlatform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Compares what an inbox has done with the journal it reads. */
public record TallyCheck(TestPlatform source, TestPlatform target, String topic) {

  public static TallyCheck of(SampleRuntime source, TestPlatform target, String topic) {
    return new TallyCheck(source.platform(), target, topic);
  }

  public long applied() {
    return target.count("select count(*) from mirror.tally where topic = '" + topic + "'");
  }

  public long appended() {
    return source.count("select count(*) from journal.event");
  }

  public long parked() {
    return target.count("select count(*) from journal.parked_event where topic = '" + topic + "'");
  }

  long gaps() {
    return target.count(
        "select count(*) from journal.inbox_offset where gap_since is not null and topic = '"
            + topic
            + "'");
  }

  /** What is not exactly once and in order; empty if all is. */
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    long doubled =
        target.count(
            "select count(*) from mirror.tally where effects <> 1 and topic = '" + topic + "'");
    if (doubled > 0) {
      complaints.add("doubled: " + doubled);
    }
    Map<UUID, List<UUID>> expected =
        byUser(source, "select user_id, event_id from journal.event order by position");
    Map<UUID, List<UUID>> found =
        byUser(
            target,
            "select user_id, event_id from mirror.tally where topic = '"
                + topic
                + "' order by seq");
    expected.forEach(
        (user, events) -> {
          List<UUID> done = found.getOrDefault(user, List.of());
          if (!done.equals(events)) {
            complaints.add(
                "user " + user + ": " + done.size() + " of " + events.size() + " or not in order");
          }
        });
    return complaints;
  }

  private static Map<UUID, List<UUID>> byUser(TestPlatform platform, String query) {
    Map<UUID, List<UUID>> events = new LinkedHashMap<>();
    platform
        .query(query)
        .forEach(
            row ->
                events
                    .computeIfAbsent((UUID) row.get("user_id"), _ -> new ArrayList<>())
                    .add((UUID) row.get("event_id")));
    return events;
  }
}
