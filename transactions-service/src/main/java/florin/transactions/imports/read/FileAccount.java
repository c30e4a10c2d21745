package florin.transactions.imports.read;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/** An account as a file names it, with its closing balance where the file states one. */
public record FileAccount(
    String name,
    String type,
    String currency,
    Optional<BigDecimal> balance,
    Optional<LocalDate> balanceDate) {}
