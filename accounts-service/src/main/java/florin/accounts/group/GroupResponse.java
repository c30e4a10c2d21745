package florin.accounts.group;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A group on the wire.
 *
 * @param position among the groups, from 0
 * @param active whether it is the one the user looks at
 * @param isDefault whether it is only shown because there is none
 * @param accountIds in their order; an account that was merged is seen as its survivor
 * @param version counts the user's changes of all groups: the ETag
 */
@Schema(name = "AccountGroup")
record GroupResponse(
    UUID id,
    String name,
    @Nullable String accent,
    int position,
    boolean active,
    boolean isDefault,
    List<UUID> accountIds,
    int version) {

  static final String NAME = "Group";

  /** All groups of a user, or the one who has none is shown. */
  static List<GroupResponse> all(UUID user, Groups groups, Map<UUID, UUID> survivors, int version) {
    List<UUID> live = groups.live();
    if (live.isEmpty()) {
      return List.of(
          new GroupResponse(
              Groups.defaultGroup(user), NAME, null, 0, true, true, List.of(), version));
    }
    List<GroupResponse> items = new ArrayList<>();
    for (UUID id : live) {
      Group group = groups.group(id);
      items.add(
          new GroupResponse(
              id,
              group.name(),
              group.accent().orElse(null),
              items.size(),
              groups.active().equals(Optional.of(id)),
              false,
              group.accounts().stream()
                  .map(account -> survivors.getOrDefault(account, account))
                  .distinct()
                  .toList(),
              version));
    }
    return items;
  }
}
