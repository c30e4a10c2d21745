package florin.transactions.imports.column;

import florin.transactions.imports.read.ReadOptions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The words of a column that state whether money came in or went out. */
public final class CsvDirections {

  private static final Set<String> DEBIT =
      words(
          "debit|d|dr|db|dbit|s|soll|af|out|outgoing|money out|outflow|expense|withdrawal|belastung"
              + "|lastschrift|ausgabe|ausgang|debet|debito|débit|débito|cargo|gasto|spesa|uscita"
              + "|dépense|uttag|utgift|wn|obciążenie|wydatek|výdaj|odchozí|terhelés|kiadás|saída|despesa|transfer"
              + " out|transfer-out|outgoing transfer|outgoing"
              + " payment|出金|支払|支出|출금|расход|списание|дебет|дт|χ|χρέωση|חובה|expenses|-");
  private static final Set<String> CREDIT =
      words(
          "credit|c|cr|crdt|k|h|haben|bij|in|incoming|money in|inflow|income|deposit|gutschrift"
              + "|einnahme|eingang|kredit|credito|crédit|crédito|abono|ingreso|entrata|recette"
              + "|insättning|inkomst|ma|uznanie|wpływ|příjem|příchozí|jóváírás|bevétel|entrada|receita|transfer"
              + " in|transfer-in|incoming transfer|incoming"
              + " payment|入金|預入|收入|입금|приход|зачисление|кредит|кт|π|πίστωση|זכות|+");

  /** Words of a movement between two accounts, which state no direction. */
  private static final Set<String> TRANSFER =
      words(
          "transfer|transfers|account transfer|internal transfer|umbuchung|übertrag|interne"
              + " überweisung|virement|virement interne|transferencia|transferência|traspaso"
              + "|trasferimento|giroconto|overboeking|overføring|överföring|overførsel|siirto"
              + "|przelew|przelew własny|převod|prevod|átvezetés|transfer intern|перевод"
              + "|переказ|振替|转账|轉帳|不计收支|이체|/");

  /** The point behind an abbreviation, such as Dr. */
  private static final Pattern POINTS = Pattern.compile("(?<=\\p{L})\\.$");

  private final Set<String> debit;
  private final Set<String> credit;

  private CsvDirections(Set<String> debit, Set<String> credit) {
    this.debit = debit;
    this.credit = credit;
  }

  public static CsvDirections of(ReadOptions options) {
    Set<String> debit = words(options.value("direction.debit").orElse(""));
    Set<String> credit = words(options.value("direction.credit").orElse(""));
    Set<String> otherDebit = new HashSet<>(DEBIT);
    otherDebit.removeAll(credit);
    otherDebit.addAll(debit);
    Set<String> otherCredit = new HashSet<>(CREDIT);
    otherCredit.removeAll(debit);
    otherCredit.addAll(credit);
    return new CsvDirections(otherDebit, otherCredit);
  }

  private static Set<String> words(String listed) {
    return new HashSet<>(
        Arrays.stream(listed.toLowerCase(Locale.ROOT).split("\\|", -1))
            .map(String::strip)
            .filter(word -> !word.isEmpty())
            .toList());
  }

  /** -1 for money out, 1 for money in, 0 for other words. */
  public int way(String cell) {
    String word = POINTS.matcher(cell.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
    return debit.contains(word) ? -1 : credit.contains(word) ? 1 : 0;
  }

  /** Whether it is the word of a transfer, and neither one for money out nor one for money in. */
  public boolean isTransfer(String cell) {
    return way(cell) == 0 && TRANSFER.contains(cell.strip().toLowerCase(Locale.ROOT));
  }

  boolean mostly(List<String> cells) {
    long known = cells.stream().filter(cell -> way(cell) != 0).count();
    long transfers = cells.stream().filter(this::isTransfer).count();
    return known > 0 && (known + transfers) * 2 > cells.size();
  }
}
