package florin.providersync.plaid.wire;

import static florin.providersync.plaid.wire.PlaidResponses.required;
import static florin.providersync.plaid.wire.PlaidResponses.whole;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer about debts, as far as we read it (Plaid API 2020-09-14): no account
 * numbers, no addresses.
 */
public final class LiabilityResponses {

  private LiabilityResponses() {}

  public record Apr(
      BigDecimal aprPercentage,
      String aprType,
      @Nullable BigDecimal balanceSubjectToApr,
      @Nullable BigDecimal interestChargeAmount) {
    public Apr {
      required(aprPercentage, "aprPercentage");
      required(aprType, "aprType");
    }
  }

  public record Credit(
      @Nullable String accountId,
      List<Apr> aprs,
      @Nullable Boolean isOverdue,
      @Nullable BigDecimal lastPaymentAmount,
      @Nullable LocalDate lastPaymentDate,
      @Nullable LocalDate lastStatementIssueDate,
      @Nullable BigDecimal lastStatementBalance,
      @Nullable BigDecimal minimumPaymentAmount,
      @Nullable LocalDate nextPaymentDueDate) {
    public Credit {
      aprs = whole(aprs);
    }
  }

  public record Rate(@Nullable BigDecimal percentage, @Nullable String type) {}

  public record Mortgage(
      @Nullable String accountId,
      @Nullable Rate interestRate,
      @Nullable BigDecimal escrowBalance,
      @Nullable BigDecimal lastPaymentAmount,
      @Nullable LocalDate lastPaymentDate,
      @Nullable String loanTypeDescription,
      @Nullable LocalDate maturityDate,
      @Nullable BigDecimal nextMonthlyPayment,
      @Nullable LocalDate nextPaymentDueDate,
      @Nullable LocalDate originationDate,
      @Nullable BigDecimal originationPrincipalAmount,
      @Nullable BigDecimal pastDueAmount,
      @Nullable BigDecimal ytdInterestPaid,
      @Nullable BigDecimal ytdPrincipalPaid) {}

  public record Status(@Nullable LocalDate endDate, @Nullable String type) {}

  public record Plan(@Nullable String description, @Nullable String type) {}

  public record Student(
      @Nullable String accountId,
      @Nullable LocalDate expectedPayoffDate,
      @Nullable BigDecimal interestRatePercentage,
      @Nullable Boolean isOverdue,
      @Nullable BigDecimal lastPaymentAmount,
      @Nullable LocalDate lastPaymentDate,
      @Nullable BigDecimal lastStatementBalance,
      @Nullable LocalDate lastStatementIssueDate,
      @Nullable String loanName,
      @Nullable Status loanStatus,
      @Nullable BigDecimal minimumPaymentAmount,
      @Nullable LocalDate nextPaymentDueDate,
      @Nullable LocalDate originationDate,
      @Nullable BigDecimal originationPrincipalAmount,
      @Nullable BigDecimal outstandingInterestAmount,
      @Nullable Plan repaymentPlan,
      @Nullable BigDecimal ytdInterestPaid,
      @Nullable BigDecimal ytdPrincipalPaid) {}

  public record Liabilities(List<Credit> credit, List<Mortgage> mortgage, List<Student> student) {
    public Liabilities {
      credit = whole(credit);
      mortgage = whole(mortgage);
      student = whole(student);
    }
  }

  public record Body(List<PlaidResponses.Account> accounts, Liabilities liabilities) {
    public Body {
      required(liabilities, "liabilities");
      accounts = whole(accounts);
    }
  }
}
