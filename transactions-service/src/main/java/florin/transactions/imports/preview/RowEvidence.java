package florin.transactions.imports.preview;

import florin.events.CurrencyCode;
import florin.transactions.imports.identity.ImportedRow;
import florin.transactions.imports.preview.DayCounts.Window;
import florin.transactions.imports.preview.RowTarget.Refused;
import florin.transactions.imports.preview.RowTarget.Usable;
import florin.transactions.imports.read.FileRow.Values;
import florin.transactions.imports.store.StoredRow.Status;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The values of the rows of a file that are compared with transactions, by number, in little
 * memory: 37 bytes a row. Texts and ids are kept as hashes.
 */
final class RowEvidence {

  private static final int MOST_REFUSALS = 2_000;
  private static final int NOT_COMPARED = -1;
  private static final int FIRST_REFUSAL = -2;
  private static final int LOW_BITS = 64;
  private static final long NO_ID = -1;
  private static final long ACCOUNT_FACTOR = 0x9E3779B97F4A7C15L;

  /** In place of further refusals of a file that has very many different ones. */
  private static final Map<Status, Refused> FURTHER =
      Map.of(
          Status.UNDECIDED,
          new Refused(
              Status.UNDECIDED,
              "account or currency (expected: an account that is mapped, and its currency)"),
          Status.UNREADABLE,
          new Refused(Status.UNREADABLE, "amount (expected: one of the account's currency)"));

  private final String format;
  private final TextHash hash;
  private final List<UUID> accounts = new ArrayList<>();
  private final List<CurrencyCode> currencies = new ArrayList<>();
  private final Map<UUID, Integer> places = new HashMap<>();
  private final List<Refused> refusals = new ArrayList<>();
  private final Map<Refused, Integer> refusalPlaces = new HashMap<>();
  private int rows;

  /** The place of the account of a row, or of its refusal. */
  private int[] targets;

  private int[] days;
  private long[] amounts;
  private int[] highAmounts;
  private byte[] scales;
  private long[] texts;
  private long[] ids;
  private long[] sortedIds = new long[0];

  RowEvidence(String format, TextHash hash, int expectedRows) {
    this.format = format;
    this.hash = hash;
    int length = expectedRows + 1;
    targets = new int[length];
    days = new int[length];
    amounts = new long[length];
    highAmounts = new int[length];
    scales = new byte[length];
    texts = new long[length];
    ids = new long[length];
    Arrays.fill(targets, NOT_COMPARED);
  }

  void add(int number, Usable usable, Values values) {
    grow(number);
    BigDecimal amount = usable.amount().amount();
    BigInteger unscaled = amount.unscaledValue();
    targets[number] = place(usable);
    days[number] = (int) values.date().toEpochDay();
    amounts[number] = unscaled.longValue();
    highAmounts[number] = unscaled.shiftRight(LOW_BITS).intValue();
    scales[number] = (byte) amount.scale();
    texts[number] = hash.of(RowTexts.text(values));
    String id = RowTexts.externalId(values);
    ids[number] = id.isEmpty() ? NO_ID : hash.of(id);
  }

  void refuse(int number, Refused refused) {
    grow(number);
    boolean full = refusals.size() >= MOST_REFUSALS && !refusalPlaces.containsKey(refused);
    Refused kept = full ? FURTHER.getOrDefault(refused.status(), refused) : refused;
    int place =
        refusalPlaces.computeIfAbsent(
            kept,
            added -> {
              refusals.add(new Refused(added.status(), RowTexts.storable(added.reason())));
              return refusals.size() - 1;
            });
    targets[number] = FIRST_REFUSAL - place;
  }

  private void grow(int number) {
    rows = Math.max(rows, number);
    if (number >= targets.length) {
      int before = targets.length;
      int length = Math.max(number + 1, before + before / 2);
      targets = Arrays.copyOf(targets, length);
      Arrays.fill(targets, before, length, NOT_COMPARED);
      days = Arrays.copyOf(days, length);
      amounts = Arrays.copyOf(amounts, length);
      highAmounts = Arrays.copyOf(highAmounts, length);
      scales = Arrays.copyOf(scales, length);
      texts = Arrays.copyOf(texts, length);
      ids = Arrays.copyOf(ids, length);
    }
  }

  private int place(Usable usable) {
    return places.computeIfAbsent(
        usable.account(),
        account -> {
          accounts.add(account);
          currencies.add(usable.amount().currency());
          return accounts.size() - 1;
        });
  }

  /** Why a row cannot be compared; empty if it can. */
  Optional<Refused> refusal(int number) {
    int target = number < targets.length ? targets[number] : NOT_COMPARED;
    return target <= FIRST_REFUSAL
        ? Optional.of(refusals.get(FIRST_REFUSAL - target))
        : Optional.empty();
  }

  boolean isCompared(int number) {
    return number < targets.length && targets[number] >= 0;
  }

  /** The number of rows of each account per day. */
  Map<UUID, DayCounts> days() {
    Map<UUID, DayCounts> counts = new LinkedHashMap<>();
    accounts.forEach(account -> counts.put(account, new DayCounts()));
    List<DayCounts> byPlace = List.copyOf(counts.values());
    for (int number = 1; number <= rows; number++) {
      if (targets[number] >= 0) {
        byPlace.get(targets[number]).add(LocalDate.ofEpochDay(days[number]));
      }
    }
    return counts;
  }

  /** The ids that the file repeats can be asked for from now on. */
  void complete() {
    sortedIds = new long[rows + 1];
    for (int number = 0; number <= rows; number++) {
      sortedIds[number] = idOfAccount(number);
    }
    Arrays.sort(sortedIds);
  }

  /** An id is that of one account: two accounts may have the same one. */
  private long idOfAccount(int number) {
    return targets[number] < 0 || ids[number] == NO_ID
        ? NO_ID
        : ids[number] ^ targets[number] * ACCOUNT_FACTOR;
  }

  /** The rows of an account in a window, in the order of the file. */
  List<ImportedRow> rows(UUID account, Window window) {
    int place = places.getOrDefault(account, NOT_COMPARED);
    int first = (int) window.first().toEpochDay();
    int last = (int) window.last().toEpochDay();
    List<ImportedRow> found = new ArrayList<>();
    for (int number = 1; number <= rows; number++) {
      if (targets[number] == place && days[number] >= first && days[number] <= last) {
        found.add(row(number, place));
      }
    }
    return found;
  }

  private ImportedRow row(int number, int place) {
    BigInteger unscaled =
        BigInteger.valueOf(highAmounts[number])
            .shiftLeft(LOW_BITS)
            .or(new BigInteger(Long.toUnsignedString(amounts[number])));
    return new ImportedRow(
        number,
        format,
        LocalDate.ofEpochDay(days[number]),
        new BigDecimal(unscaled, scales[number]),
        currencies.get(place).code(),
        TextHash.text(texts[number]),
        ids[number] == NO_ID ? "" : TextHash.text(ids[number]));
  }

  /** Those ids of rows that the file has more than once. */
  Set<String> repeatedIds(List<ImportedRow> of) {
    Set<String> repeated = new HashSet<>();
    for (ImportedRow row : of) {
      long id = idOfAccount(row.number());
      int at = id == NO_ID ? -1 : Arrays.binarySearch(sortedIds, id);
      boolean more =
          at > 0 && sortedIds[at - 1] == id
              || at >= 0 && at + 1 < sortedIds.length && sortedIds[at + 1] == id;
      if (more) {
        repeated.add(row.externalId());
      }
    }
    return repeated;
  }
}
