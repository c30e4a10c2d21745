package florin.bench;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement of the service's list of transactions, exactly as the service sends it, with its
 * bound values.
 *
 * @param values in the order of the question marks
 */
record CapturedListStatement(String sql, List<Object> values) {

  private static final String PACKAGE = "florin.transactions.list.";
  private static final Pattern PARAMETER = Pattern.compile("(?<!:):([A-Za-z]+)");

  /** The service reads one row more than it shows. */
  private static final int LIMIT = 51;

  /** The first page of a list, the newest first. */
  static CapturedListStatement page(UUID user, Narrowed to) {
    List<UUID> accounts = to.account() == null ? List.of() : List.of(to.account());
    List<UUID> categories = to.category() == null ? List.of() : List.of(to.category());
    Object filter =
        made(
            "TransactionFilter",
            accounts,
            categories,
            List.of(),
            List.of(),
            to.from(),
            to.until(),
            null,
            null,
            null,
            null,
            null,
            false);
    Object members =
        made("TransactionFilter$MergedMembers", categories, List.of(), List.of(), List.of());
    Object sort = called("TransactionSort", "of", null, (Object) null);
    Map<String, Object> bound = new LinkedHashMap<>();
    if (called("TransactionFilter", "parameters", filter, members) instanceof Map<?, ?> given) {
      given.forEach((name, value) -> bound.put(name.toString(), value));
    }
    bound.put("user", user);
    bound.put("limit", LIMIT);
    Object sql = called("TransactionQueries", "list", null, filter, members, sort, false);
    return positional(sql.toString(), bound);
  }

  /** The running balances of a page's rows. */
  static CapturedListStatement balances(
      UUID user, List<UUID> accounts, List<String> currencies, List<LocalDate> dates) {
    return positional(
        constant("RunningBalanceQueries", "OF"),
        Map.of(
            "user",
            user,
            "accounts",
            accounts.toArray(UUID[]::new),
            "currencies",
            currencies.toArray(String[]::new),
            "dates",
            dates.toArray(LocalDate[]::new)));
  }

  /**
   * The filter of a list.
   *
   * @param until inclusive
   */
  record Narrowed(
      @Nullable UUID account,
      @Nullable UUID category,
      @Nullable LocalDate from,
      @Nullable LocalDate until) {}

  PreparedStatement prepare(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.size(); i++) {
      switch (values.get(i)) {
        case UUID[] ids -> statement.setArray(i + 1, connection.createArrayOf("uuid", ids));
        case String[] texts -> statement.setArray(i + 1, connection.createArrayOf("text", texts));
        case LocalDate[] dates ->
            statement.setArray(i + 1, connection.createArrayOf("date", dates));
        default -> statement.setObject(i + 1, values.get(i));
      }
    }
    return statement;
  }

  private static CapturedListStatement positional(String named, Map<String, Object> bound) {
    List<Object> values = new ArrayList<>();
    String sql =
        PARAMETER
            .matcher(named)
            .replaceAll(
                match -> {
                  Object value = bound.get(match.group(1));
                  if (value == null) {
                    throw new IllegalStateException(match.group(1) + ": no value");
                  }
                  values.add(value);
                  return Matcher.quoteReplacement("?");
                });
    return new CapturedListStatement(sql, values);
  }

  private static Object made(String type, @Nullable Object... arguments) {
    try {
      Constructor<?> constructor =
          open(Class.forName(PACKAGE + type).getDeclaredConstructors(), type, arguments.length);
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static Object called(
      String type, String name, @Nullable Object on, @Nullable Object... arguments) {
    try {
      var named =
          Arrays.stream(Class.forName(PACKAGE + type).getDeclaredMethods())
              .filter(method -> method.getName().equals(name))
              .toArray(java.lang.reflect.Method[]::new);
      return open(named, type + "." + name, arguments.length).invoke(on, arguments);
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static String constant(String type, String name) {
    try {
      var field = Class.forName(PACKAGE + type).getDeclaredField(name);
      field.setAccessible(true);
      return String.valueOf(field.get(null));
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static <T extends Executable> T open(T[] found, String what, int parameters) {
    T only =
        Arrays.stream(found)
            .filter(one -> one.getParameterCount() == parameters)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(what + ": not there"));
    ((AccessibleObject) only).setAccessible(true);
    return only;
  }
}
