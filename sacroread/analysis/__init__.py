"""From reads to estimates: agreement, reliability, accuracy, curves, calibration, multi-reader analysis.

Pure functions over arrays. Every statistic answers with an `Estimate` and names its source by author and
year:

Bamber 1975, J Math Psychol 12:387. Brennan & Prediger 1981, Educ Psychol Meas 41:687. Brier 1950, Mon
Weather Rev 78:1. Byrt, Bishop & Carlin 1993, J Clin Epidemiol 46:423. Cicchetti & Allison 1971, Am J EEG
Technol 11:101. Cicchetti & Feinstein 1990, J Clin Epidemiol 43:551. Clopper & Pearson 1934, Biometrika
26:404. Cohen 1960, Educ Psychol Meas 20:37. Cohen 1968, Psychol Bull 70:213. Conger 1980, Psychol Bull
88:322. Cox 1958, Biometrika 45:562. Davis & Goadrich 2006, Proc 23rd ICML 233. Davison & Hinkley 1997,
Bootstrap methods and their application. DeLong, DeLong & Clarke-Pearson 1988, Biometrics 44:837. Efron &
Tibshirani 1993, An introduction to the bootstrap. Fleiss 1971, Psychol Bull 76:378. Fleiss & Cohen 1973,
Educ Psychol Meas 33:613. Fleiss, Cohen & Everitt 1969, Psychol Bull 72:323. Fleiss, Nee & Landis 1979,
Psychol Bull 86:974. Glas et al. 2003, J Clin Epidemiol 56:1129. Gwet 2008, Br J Math Stat Psychol 61:29.
Gwet 2014, Handbook of inter-rater reliability, 4th ed. Hanley & McNeil 1982, Radiology 143:29. Hillis
2007, Stat Med 26:596. Keilwagen, Grosse & Grau 2014, PLoS One 9:e92209. Kottner et al. 2011 (GRRAS), J
Clin Epidemiol 64:96. Krippendorff 2011, Computing Krippendorff's alpha-reliability. Light 1971, Psychol
Bull 76:365. Matthews 1975, Biochim Biophys Acta 405:442. McGraw & Wong 1996, Psychol Methods 1:30.
McNemar 1947, Psychometrika 12:153. Newcombe 1998, Stat Med 17:857. Obuchowski & Rockette 1995, Commun
Stat Simul Comput 24:285. Shrout & Fleiss 1979, Psychol Bull 86:420. Simel, Samsa & Matchar 1991, J Clin
Epidemiol 44:763. STARD 2015, BMJ 351:h5527. Sun & Xu 2014, IEEE Signal Process Lett 21:1389. Tango 1998,
Stat Med 17:891. van der Linden, Valkenburg & Cats 1984, Arthritis Rheum 27:361. van Rijsbergen 1979,
Information retrieval, 2nd ed. Vickers & Elkin 2006, Med Decis Making 26:565. Wilson 1927, J Am Stat Assoc
22:209. Woolf 1955, Ann Hum Genet 19:251. Youden 1950, Cancer 3:32.
"""
