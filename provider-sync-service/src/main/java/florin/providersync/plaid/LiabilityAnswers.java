package florin.providersync.plaid;

import static florin.providersync.plaid.PlaidAnswers.required;
import static florin.providersync.plaid.PlaidAnswers.whole;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer about debts, as far as we read it (Plaid API 2020-09-14): no account
 * numbers, no addresses.
 */
final class LiabilityAnswers {

  private LiabilityAnswers() {}

  record Apr(
      BigDecimal aprPercentage,
      String aprType,
      @Nullable BigDecimal balanceSubjectToApr,
      @Nullable BigDecimal interestChargeAmount) {
    Apr {
      required(aprPercentage, "aprPercentage");
      required(aprType, "aprType");
    }
  }

  record Credit(
      @Nullable String accountId,
      List<Apr> aprs,
      @Nullable Boolean isOverdue,
      @Nullable BigDecimal lastPaymentAmount,
      @Nullable LocalDate lastPaymentDate,
      @Nullable LocalDate lastStatementIssueDate,
      @Nullable BigDecimal lastStatementBalance,
      @Nullable BigDecimal minimumPaymentAmount,
      @Nullable LocalDate nextPaymentDueDate) {
    Credit {
      aprs = whole(aprs);
    }
  }

  record Rate(@Nullable BigDecimal percentage, @Nullable String type) {}

  record Mortgage(
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

  record Status(@Nullable LocalDate endDate, @Nullable String type) {}

  record Plan(@Nullable String description, @Nullable String type) {}

  record Student(
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

  record Liabilities(List<Credit> credit, List<Mortgage> mortgage, List<Student> student) {
    Liabilities {
      credit = whole(credit);
      mortgage = whole(mortgage);
      student = whole(student);
    }
  }

  record Body(List<PlaidAnswers.Account> accounts, Liabilities liabilities) {
    Body {
      required(liabilities, "liabilities");
      accounts = whole(accounts);
    }
  }
}
