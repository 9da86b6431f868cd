# Fit the model of single ratings by lme4, and tell its time and its standard deviations as JSON.
# Rscript lme4.R TABLE.csv: candidate, rater, department, criterion and value, one rating per line.

suppressPackageStartupMessages(library(lme4))

path <- commandArgs(trailingOnly = TRUE)[1]
kinds <- c("factor", "factor", "factor", "factor", "numeric")
table <- read.csv(path, colClasses = kinds)

begun <- proc.time()[["elapsed"]]
fit <- lmer(
  value ~ 0 + criterion + (1 | department) + (1 | candidate) + (1 | candidate:criterion) +
    (1 | rater) + (1 | candidate:rater),
  data = table, REML = TRUE,
  control = lmerControl(calc.derivs = FALSE)
)
took <- proc.time()[["elapsed"]] - begun

found <- as.data.frame(VarCorr(fit))
parts <- paste(sprintf("\"%s\": %.10f", found$grp, found$sdcor), collapse = ", ")
cat(sprintf(
  "{\"seconds\": %.3f, \"reml\": %.6f, \"version\": \"%s\", \"sd\": {%s}}\n",
  took, REMLcrit(fit), packageVersion("lme4"), parts
))
