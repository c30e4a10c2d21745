package florin.accounts.group;

import florin.events.accounts.AccountGrouped;
import florin.events.accounts.AccountUngrouped;
import florin.events.accounts.ActiveGroupChosen;
import florin.events.accounts.GroupAccented;
import florin.events.accounts.GroupCreated;
import florin.events.accounts.GroupDeleted;
import florin.events.accounts.GroupOrdered;
import florin.events.accounts.GroupRenamed;
import florin.events.accounts.GroupRestored;
import florin.events.accounts.GroupsOrdered;
import florin.events.accounts.SnapshotSelectionChosen;
import florin.journal.stream.EventCodec;
import florin.journal.stream.StreamType;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Group events as Avro. */
public final class GroupCodec implements EventCodec<GroupEvent> {

  public static final StreamType<GroupCommand, GroupEvent, Groups> GROUPS =
      StreamType.of("groups", Groups.NONE, Groups::decide, Groups::evolve, new GroupCodec())
          .refusedWith("There is no such group.")
          .undoneBy(Groups::facets, Groups::restoring);

  private GroupCodec() {}

  @Override
  public SpecificRecord toAvro(GroupEvent event) {
    return switch (event) {
      case GroupEvent.Created e ->
          new GroupCreated(e.group(), e.name(), e.accent().orElse(null), e.position(), e.at());
      case GroupEvent.Renamed e -> new GroupRenamed(e.group(), e.name(), e.at());
      case GroupEvent.Accented e -> new GroupAccented(e.group(), e.accent().orElse(null), e.at());
      case GroupEvent.Deleted e -> new GroupDeleted(e.group(), e.at());
      case GroupEvent.Restored e -> new GroupRestored(e.group(), e.at());
      case GroupEvent.GroupsOrdered e -> new GroupsOrdered(e.groups(), e.at());
      case GroupEvent.Grouped e -> new AccountGrouped(e.group(), e.account(), e.position(), e.at());
      case GroupEvent.Ungrouped e -> new AccountUngrouped(e.group(), e.account(), e.at());
      case GroupEvent.AccountsOrdered e -> new GroupOrdered(e.group(), e.accounts(), e.at());
      case GroupEvent.Activated e -> new ActiveGroupChosen(e.group(), e.rank(), e.at());
      case GroupEvent.Selected e -> new SnapshotSelectionChosen(e.accounts().orElse(null), e.at());
    };
  }

  @Override
  public GroupEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case GroupCreated e ->
          new GroupEvent.Created(
              e.getGroupId(),
              e.getName(),
              Optional.ofNullable(e.getAccent()),
              e.getPosition(),
              e.getAt());
      case GroupRenamed e -> new GroupEvent.Renamed(e.getGroupId(), e.getName(), e.getAt());
      case GroupAccented e ->
          new GroupEvent.Accented(e.getGroupId(), Optional.ofNullable(e.getAccent()), e.getAt());
      case GroupDeleted e -> new GroupEvent.Deleted(e.getGroupId(), e.getAt());
      case GroupRestored e -> new GroupEvent.Restored(e.getGroupId(), e.getAt());
      case GroupsOrdered e -> new GroupEvent.GroupsOrdered(e.getGroups(), e.getAt());
      case AccountGrouped e ->
          new GroupEvent.Grouped(e.getGroupId(), e.getAccountId(), e.getPosition(), e.getAt());
      case AccountUngrouped e ->
          new GroupEvent.Ungrouped(e.getGroupId(), e.getAccountId(), e.getAt());
      case GroupOrdered e ->
          new GroupEvent.AccountsOrdered(e.getGroupId(), e.getAccounts(), e.getAt());
      case ActiveGroupChosen e -> new GroupEvent.Activated(e.getGroupId(), e.getRank(), e.getAt());
      case SnapshotSelectionChosen e ->
          new GroupEvent.Selected(Optional.ofNullable(e.getAccounts()), e.getAt());
      default -> throw new IllegalArgumentException("event: " + event.getSchema().getFullName());
    };
  }
}
