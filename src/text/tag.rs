//! The tag sets: Penn Treebank parts of speech and Universal Dependencies relations.

macro_rules! names {
    ($(#[$doc:meta])* $name:ident: $($variant:ident = $text:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $($variant),+ }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }

            pub fn from_name(name: &str) -> Option<$name> {
                match name { $($text => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

names! {
    /// A part of speech of the Penn Treebank, as EWT and GUM use it.
    Tag:
    Cc = "CC", Cd = "CD", Dt = "DT", Ex = "EX", Fw = "FW", In = "IN", Jj = "JJ", Jjr = "JJR", Jjs = "JJS", Ls = "LS", Md = "MD",
    Nn = "NN", Nns = "NNS", Nnp = "NNP", Nnps = "NNPS", Pdt = "PDT", Pos = "POS", Prp = "PRP", PrpPoss = "PRP$", Rb = "RB",
    Rbr = "RBR", Rbs = "RBS", Rp = "RP", Sym = "SYM", To = "TO", Uh = "UH", Vb = "VB", Vbd = "VBD", Vbg = "VBG", Vbn = "VBN",
    Vbp = "VBP", Vbz = "VBZ", Wdt = "WDT", Wp = "WP", WpPoss = "WP$", Wrb = "WRB", Hyph = "HYPH", Add = "ADD", Afx = "AFX",
    Gw = "GW", Nfp = "NFP", Lrb = "-LRB-", Rrb = "-RRB-", OpenQuote = "``", CloseQuote = "''", Comma = ",", Stop = ".", Colon = ":",
    Dollar = "$", Xx = "XX",
}

names! {
    /// A relation of Universal Dependencies, with the subtypes that later rows read.
    Rel:
    Root = "root", Nsubj = "nsubj", NsubjPass = "nsubj:pass", NsubjOuter = "nsubj:outer", Csubj = "csubj", Obj = "obj", Iobj = "iobj",
    Ccomp = "ccomp", Xcomp = "xcomp", Obl = "obl", OblAgent = "obl:agent", OblUnmarked = "obl:unmarked", Advcl = "advcl",
    AdvclRelcl = "advcl:relcl", Advmod = "advmod", Aux = "aux", AuxPass = "aux:pass", Cop = "cop", Mark = "mark", Case = "case",
    Nmod = "nmod", NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked", NmodDesc = "nmod:desc", Amod = "amod", Nummod = "nummod",
    Det = "det", DetPredet = "det:predet", Acl = "acl", AclRelcl = "acl:relcl", Appos = "appos", Compound = "compound",
    CompoundPrt = "compound:prt", Flat = "flat", Fixed = "fixed", Goeswith = "goeswith", Conj = "conj", Cc = "cc",
    CcPreconj = "cc:preconj", Parataxis = "parataxis", List = "list", Dislocated = "dislocated", Orphan = "orphan", Expl = "expl",
    Discourse = "discourse", Vocative = "vocative", Punct = "punct", Reparandum = "reparandum", Dep = "dep",
}

impl Tag {
    /// `VB…`, without modals.
    pub fn is_verb(self) -> bool {
        matches!(self, Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz)
    }

    /// A finite form: past, present or modal.
    pub fn is_tensed(self) -> bool {
        matches!(self, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md)
    }

    pub fn is_noun(self) -> bool {
        matches!(self, Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps)
    }

    pub fn is_adjective(self) -> bool {
        matches!(self, Tag::Jj | Tag::Jjr | Tag::Jjs)
    }

    pub fn is_proper(self) -> bool {
        matches!(self, Tag::Nnp | Tag::Nnps)
    }
}
