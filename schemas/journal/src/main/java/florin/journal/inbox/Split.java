package florin.journal.inbox;

import florin.journal.erasure.ErasureCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What is applied and what is parked of the records in line: from the first one of a user that
 * cannot be read, every later one of that user waits behind it. An erasure does not wait: it
 * deletes what is parked with everything else.
 *
 * @param apply in the order they came
 * @param park in the order they came
 */
record Split(List<InboundEvent> apply, List<Parked.Entry> park) {

  private static final String BEHIND = "an earlier event of this user is parked";

  static Split of(List<Incoming> records, Set<UUID> parkedUsers, Set<UUID> erased) {
    Set<UUID> waiting = new HashSet<>(parkedUsers);
    List<InboundEvent> apply = new ArrayList<>();
    List<Parked.Entry> park = new ArrayList<>();
    for (Incoming record : records) {
      Optional<UUID> user = record.user();
      if (user.filter(erased::contains).isPresent()) {
        continue;
      }
      if (record.event().isEmpty()) {
        park.add(new Parked.Entry(record, record.fault()));
        user.ifPresent(waiting::add);
      } else if (user.filter(waiting::contains).isPresent() && !erases(record)) {
        park.add(new Parked.Entry(record, BEHIND));
      } else {
        apply.add(record.event().get());
      }
    }
    return new Split(apply, park);
  }

  private static boolean erases(Incoming record) {
    return record.event().filter(inbound -> ErasureCodec.begins(inbound.event())).isPresent();
  }
}
