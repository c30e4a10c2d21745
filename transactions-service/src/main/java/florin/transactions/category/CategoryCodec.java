package florin.transactions.category;

import florin.events.transactions.CategoryArchived;
import florin.events.transactions.CategoryCreated;
import florin.events.transactions.CategoryMerged;
import florin.events.transactions.CategoryMoved;
import florin.events.transactions.CategoryRenamed;
import florin.events.transactions.CategoryUnarchived;
import florin.events.transactions.CategoryUnmerged;
import florin.journal.stream.EventCodec;
import florin.journal.stream.StreamType;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** The events of a category as Avro. */
public final class CategoryCodec implements EventCodec<CategoryEvent> {

  public static final StreamType<CategoryCommand, CategoryEvent, UserCategory> CATEGORIES =
      StreamType.of(
              UserCategory.STREAM,
              new UserCategory.Absent(),
              UserCategory::decide,
              UserCategory::evolve,
              new CategoryCodec())
          .refusedWith("There is no such category.")
          .undoneBy(CategoryUndo::of, CategoryUndo::restoring);

  private CategoryCodec() {}

  @Override
  public SpecificRecord toAvro(CategoryEvent event) {
    return switch (event) {
      case CategoryEvent.Created e ->
          new CategoryCreated(e.id(), e.name(), e.parent().orElse(null), e.at());
      case CategoryEvent.Renamed e -> new CategoryRenamed(e.id(), e.name(), e.at());
      case CategoryEvent.Moved e -> new CategoryMoved(e.id(), e.parent().orElse(null), e.at());
      case CategoryEvent.Merged e -> new CategoryMerged(e.id(), e.into(), e.at());
      case CategoryEvent.Unmerged e -> new CategoryUnmerged(e.id(), e.at());
      case CategoryEvent.Archived e -> new CategoryArchived(e.id(), e.at());
      case CategoryEvent.Unarchived e -> new CategoryUnarchived(e.id(), e.at());
    };
  }

  @Override
  public CategoryEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case CategoryCreated e ->
          new CategoryEvent.Created(
              e.getCategoryId(), e.getName(), Optional.ofNullable(e.getParentId()), e.getAt());
      case CategoryRenamed e ->
          new CategoryEvent.Renamed(e.getCategoryId(), e.getName(), e.getAt());
      case CategoryMoved e ->
          new CategoryEvent.Moved(
              e.getCategoryId(), Optional.ofNullable(e.getParentId()), e.getAt());
      case CategoryMerged e -> new CategoryEvent.Merged(e.getCategoryId(), e.getInto(), e.getAt());
      case CategoryUnmerged e -> new CategoryEvent.Unmerged(e.getCategoryId(), e.getAt());
      case CategoryArchived e -> new CategoryEvent.Archived(e.getCategoryId(), e.getAt());
      case CategoryUnarchived e -> new CategoryEvent.Unarchived(e.getCategoryId(), e.getAt());
      default ->
          throw new IllegalArgumentException(
              "event: " + event.getSchema().getFullName() + " (expected: one of a category)");
    };
  }
}
