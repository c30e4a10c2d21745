package florin.journal.web.export;

import florin.events.Money;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The columns of a table of records: one for each component, two for an amount (the decimal and its
 * currency), and those of a nested record with its name before theirs. A list is one cell of JSON.
 */
final class RecordColumns {

  private final JsonMapper json;
  private final List<Column> columns = new ArrayList<>();

  private record Column(String title, Function<Object, @Nullable Object> value) {}

  private RecordColumns(JsonMapper json) {
    this.json = json;
  }

  static RecordColumns of(Class<?> type, JsonMapper json) {
    RecordColumns columns = new RecordColumns(json);
    columns.add(type, "", row -> row);
    return columns;
  }

  private void add(Class<?> type, String prefix, Function<Object, @Nullable Object> owner) {
    for (RecordComponent component : type.getRecordComponents()) {
      String title = prefix + component.getName();
      Function<Object, @Nullable Object> value =
          row -> {
            Object of = owner.apply(row);
            return of == null ? null : read(component, of);
          };
      if (component.getType() == Money.class) {
        columns.add(
            new Column(title, row -> value.apply(row) instanceof Money m ? m.amount() : null));
        columns.add(
            new Column(
                title + "Currency",
                row -> value.apply(row) instanceof Money m ? m.currency().code() : null));
      } else if (component.getType().isRecord() && nested(component.getType())) {
        add(component.getType(), title + ".", value);
      } else {
        columns.add(new Column(title, value));
      }
    }
  }

  /** A record that is an object in JSON too, and not a single value. */
  private static boolean nested(Class<?> type) {
    return type.getRecordComponents().length > 1;
  }

  private static @Nullable Object read(RecordComponent component, Object of) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(of);
    } catch (IllegalAccessException | InvocationTargetException unreadable) {
      throw new IllegalStateException(component.getName(), unreadable);
    }
  }

  String titles() {
    return CsvLine.of(columns.stream().map(Column::title).toList());
  }

  String line(Object row) {
    return CsvLine.of(columns.stream().map(column -> cell(column.value().apply(row))).toList());
  }

  private String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case BigDecimal number -> number.toPlainString();
      case Number number -> number.toString();
      case String text -> CsvLine.guarded(text);
      case Collection<?> list -> json.writeValueAsString(list);
      case Map<?, ?> map -> json.writeValueAsString(map);
      case Record object -> json.writeValueAsString(object);
      default -> value.toString();
    };
  }
}
