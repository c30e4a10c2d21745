package florin.accounts.group;

import florin.events.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The accounts a user sees first.
 *
 * @param selectedAccountIds in their order, never more than {@code maxSelection}
 * @param isDefault whether the user made no choice: the five greatest assets and the five greatest
 *     debts, then the next greatest
 * @param discardedIds chosen ones that cannot be shown: unknown, hidden, closed, or too many
 * @param version counts the user's changes of groups and selection: the ETag
 */
@Schema(name = "AccountSnapshot")
record SnapshotResponse(
    List<UUID> selectedAccountIds,
    List<SnapshotAccountResponse> selected,
    List<SnapshotAccountResponse> available,
    boolean isDefault,
    int maxSelection,
    List<UUID> discardedIds,
    int version) {

  private static final int EACH = 5;

  /** An account that can be selected; accounts come by institution, then by name. */
  @Schema(name = "SnapshotAccount")
  record SnapshotAccountResponse(
      UUID id, String name, String type, @Nullable String institution, @Nullable Money balance) {

    private int sign() {
      return balance == null ? 0 : balance.amount().signum();
    }

    private java.math.BigDecimal magnitude() {
      return balance == null ? java.math.BigDecimal.ZERO : balance.amount().abs();
    }
  }

  /**
   * @param chosen by the user, with survivors in place of merged accounts; empty without a choice
   * @param tooMany what a choice had to leave out
   */
  static SnapshotResponse of(
      List<SnapshotAccountResponse> available,
      Optional<List<UUID>> chosen,
      List<UUID> tooMany,
      int version) {
    Map<UUID, SnapshotAccountResponse> byId =
        available.stream()
            .collect(Collectors.toMap(SnapshotAccountResponse::id, Function.identity()));
    List<UUID> selected =
        chosen
            .map(ids -> ids.stream().filter(byId::containsKey).distinct().toList())
            .orElseGet(() -> greatest(available));
    List<UUID> discarded =
        Stream.concat(
                chosen.stream().flatMap(List::stream).filter(id -> !byId.containsKey(id)),
                tooMany.stream())
            .distinct()
            .toList();
    return new SnapshotResponse(
        selected,
        selected.stream().flatMap(id -> Stream.ofNullable(byId.get(id))).toList(),
        available,
        chosen.isEmpty(),
        Groups.MOST_SELECTED,
        discarded,
        version);
  }

  private static List<UUID> greatest(List<SnapshotAccountResponse> available) {
    List<SnapshotAccountResponse> sorted = new ArrayList<>(available);
    sorted.sort(
        Comparator.comparing(SnapshotAccountResponse::magnitude)
            .reversed()
            .thenComparing(SnapshotAccountResponse::id));
    Set<UUID> selected = new LinkedHashSet<>();
    sorted.stream()
        .filter(snapshotAccountResponse -> snapshotAccountResponse.sign() > 0)
        .limit(EACH)
        .forEach(i -> selected.add(i.id()));
    sorted.stream()
        .filter(snapshotAccountResponse -> snapshotAccountResponse.sign() < 0)
        .limit(EACH)
        .forEach(i -> selected.add(i.id()));
    sorted.forEach(snapshotAccountResponse -> selected.add(snapshotAccountResponse.id()));
    return selected.stream().limit(Groups.MOST_SELECTED).toList();
  }
}
