package florin.transactions.category;

import florin.journal.EventCodec;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** The events of a category as Avro. */
final class CategoryCodec implements EventCodec<CategoryEvent> {

  @Override
  public SpecificRecord toAvro(CategoryEvent event) {
    return switch (event) {
      case CategoryEvent.Created e ->
          new florin.events.transactions.CategoryCreated(
              e.id(), e.name(), e.parent().orElse(null), e.at());
      case CategoryEvent.Renamed e ->
          new florin.events.transactions.CategoryRenamed(e.id(), e.name(), e.at());
      case CategoryEvent.Moved e ->
          new florin.events.transactions.CategoryMoved(e.id(), e.parent().orElse(null), e.at());
      case CategoryEvent.Merged e ->
          new florin.events.transactions.CategoryMerged(e.id(), e.into(), e.at());
      case CategoryEvent.Unmerged e ->
          new florin.events.transactions.CategoryUnmerged(e.id(), e.at());
      case CategoryEvent.Archived e ->
          new florin.events.transactions.CategoryArchived(e.id(), e.at());
      case CategoryEvent.Unarchived e ->
          new florin.events.transactions.CategoryUnarchived(e.id(), e.at());
    };
  }

  @Override
  public CategoryEvent fromAvro(SpecificRecord event) {
    return switch (event) {
      case florin.events.transactions.CategoryCreated e ->
          new CategoryEvent.Created(
              e.getCategoryId(), e.getName(), Optional.ofNullable(e.getParentId()), e.getAt());
      case florin.events.transactions.CategoryRenamed e ->
          new CategoryEvent.Renamed(e.getCategoryId(), e.getName(), e.getAt());
      case florin.events.transactions.CategoryMoved e ->
          new CategoryEvent.Moved(
              e.getCategoryId(), Optional.ofNullable(e.getParentId()), e.getAt());
      case florin.events.transactions.CategoryMerged e ->
          new CategoryEvent.Merged(e.getCategoryId(), e.getInto(), e.getAt());
      case florin.events.transactions.CategoryUnmerged e ->
          new CategoryEvent.Unmerged(e.getCategoryId(), e.getAt());
      case florin.events.transactions.CategoryArchived e ->
          new CategoryEvent.Archived(e.getCategoryId(), e.getAt());
      case florin.events.transactions.CategoryUnarchived e ->
          new CategoryEvent.Unarchived(e.getCategoryId(), e.getAt());
      default ->
          throw new IllegalArgumentException(
              "event: " + event.getSchema().getFullName() + " (expected: one of a category)");
    };
  }
}
